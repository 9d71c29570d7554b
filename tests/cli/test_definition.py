"""`wasata definition`: a word may be a map at the terminal as well."""

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


def test_what_is_no_picture_is_refused_as_a_map(coast, capsys):
    words = coast / "north.txt"
    words.write_text("here", "utf-8")
    told = ("--name-ar", "الشمال", "--name-en", "north", "--ar", "وراء النهر", "--en", "beyond the river")
    code, _, err = run(capsys, "definition", "write", *told, "--map", str(words))
    assert (code, "Traceback" in err) == (1, False)
    assert run(capsys, "definition", "list")[1].count("df-") == 0
