"""`wasata definition`: a word may be a map at the terminal as well."""

import json

from tests.carry.planted import png, png_chunk
from tests.cli.test_feed import run
from tests.cli.test_line import coast, talks

__all__ = ["coast", "talks"]


def test_a_map_is_taken_in_bare_and_written_out_again(coast, capsys):
    drawn, out = coast / "north.png", coast / "out.png"
    drawn.write_bytes(png(png_chunk(b"tEXt", b"Author\0Nadia")))
    told = ("--name-ar", "الشمال", "--name-en", "north", "--ar", "وراء النهر", "--en", "beyond the river")
    code, said, err = run(capsys, "definition", "write", *told, "--map", str(drawn))
    assert code == 0, err
    term = next(word for word in said.replace("\u2068", " ").replace("\u2069", " ").split() if word.startswith("df-"))
    assert run(capsys, "definition", "map", term, "--out", str(out))[0] == 0
    assert out.read_bytes().startswith(b"\x89PNG")
    assert b"Nadia" not in out.read_bytes()
    assert run(capsys, "definition", "map", term, "--out", str(out))[0] == 2, "nothing is written over"
    assert run(capsys, "definition", "map", term, "--out", str(coast / "t.png"), "--log", "line/coast")[0] == 2
    assert run(capsys, "definition", "map", term, "--out", str(coast / "t.png"), "--log", "table")[0] == 1
    assert not (coast / "t.png").exists()


def test_a_word_that_is_not_agreed_is_marked_where_a_command_prints_it_and_named_at_the_end(coast, capsys):
    told = ("--name-ar", "الشمال", "--name-en", "the north", "--ar", "وراء النهر", "--en", "beyond the river")
    assert run(capsys, "definition", "write", *told)[0] == 0
    term = run(capsys, "definition", "list")[1].split()[0]
    assert run(capsys, "line", "pressure", "coast", "israel", "to open the north", "--reader", "ann")[0] == 0
    shown = run(capsys, "line", "show", "coast", "--reader", "ann")[1]
    assert "the north[?]" in shown
    assert shown.rstrip().endswith("[?] \u2068the north\u2069: what it means is not agreed yet")
    assert "[?]" not in run(capsys, "definition", "show", term)[1], "its own text is no use of it"
    held = json.loads(run(capsys, "line", "show", "coast", "--json", "--reader", "ann")[1])
    assert [t["name"] for t in held["pressure"][0]["open_terms"]] == ["the north"]


def test_what_is_waiting_is_taken_back_at_the_terminal_and_left_alone_once_it_left(coast, capsys):
    told = ("--name-ar", "الشمال", "--name-en", "the north", "--ar", "وراء النهر", "--en", "beyond the river")
    assert run(capsys, "definition", "write", *told)[0] == 0
    term = run(capsys, "definition", "list")[1].split()[0]
    code, said, err = run(
        capsys, "definition", "put", term, "coast", "--to", "Coast", "--hold", "10", "--reader", "ann"
    )
    assert (code, "It leaves " in said) == (0, True), err
    assert "0 " in run(capsys, "message", "deliver", "--reader", "ann")[1]
    assert "It leaves " in run(capsys, "definition", "show", term, "--reader", "ann")[1]
    listed = run(capsys, "message", "list", "coast", "--reader", "ann")[1]
    assert f"{term}  a definition  It leaves " in listed
    assert "the north\u2069: \u2068beyond the river" in listed
    assert f"wasata definition take-back {term} coast" in listed
    assert "take-back" not in run(capsys, "message", "list", "coast")[1], "who put it takes it back"
    (told,) = json.loads(run(capsys, "message", "list", "coast", "--json", "--reader", "ann")[1])["definitions"]
    assert (told["term"], told["waits"]["mine"]) == (term, True)
    newer = ("--name-ar", "الشمال", "--name-en", "the north", "--ar", "وراء الجسر", "--en", "past the bridge")
    assert run(capsys, "definition", "write", "--term", term, *newer)[0] == 0
    assert "It stays: a newer version" in run(capsys, "message", "list", "coast", "--reader", "ann")[1]
    assert run(capsys, "definition", "take-back", term, "coast", "--reader", "ann")[0] == 0, "the older one"
    assert "definition take-back" not in run(capsys, "message", "list", "coast", "--reader", "ann")[1]
    assert run(capsys, "definition", "take-back", term, "coast", "--reader", "ann")[0] == 1
    assert run(capsys, "definition", "take-back", term, "--reader", "ann")[0] == 1, "nothing waits for the table"


def test_what_is_no_picture_is_refused_as_a_map(coast, capsys):
    words = coast / "north.txt"
    words.write_text("here", "utf-8")
    told = ("--name-ar", "الشمال", "--name-en", "north", "--ar", "وراء النهر", "--en", "beyond the river")
    code, _, err = run(capsys, "definition", "write", *told, "--map", str(words))
    assert (code, "Traceback" in err) == (1, False)
    assert run(capsys, "definition", "list")[1].count("df-") == 0
