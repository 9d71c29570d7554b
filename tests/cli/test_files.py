"""Files at the terminal: handed in at the door, taken out by whoever holds the channel, sent along with a relay."""

import json
import re
from pathlib import Path

import pytest
from tests.cli.test_door import Run, run  # noqa: F401 (a fixture)
from tests.desk.test_handed_in import png

from wasata.cli.files import written
from wasata.errors import AskedWrongly


@pytest.fixture
def sketch(tmp_path: Path) -> Path:
    path = tmp_path / "رسم الجسر.png"
    path.write_bytes(png())
    return path


def said(run: Run, *words: str) -> str:  # noqa: F811
    code, out, err = run("door", "say", "We send a sketch.", *words, reader="coast-delegate")
    assert (code, err) == (0, "")
    return str(re.search(r"m-\w+", out)[0])


def test_a_file_is_handed_in_cleared_and_taken_out_by_both_ends(run: Run, sketch: Path, tmp_path: Path):  # noqa: F811
    plain = tmp_path / "plain.txt"
    plain.write_text("Words.")
    message = said(run, "--file", str(sketch), "--file", str(plain), "--clear-file", "theirs")
    assert "رسم الجسر.png" in run("door", "show", reader="coast-delegate")[1]
    assert "plain.txt" in run("message", "list", "coast", reader="coast-officer")[1]
    told = json.loads(run("door", "show", "--json", reader="coast-delegate")[1])["messages"][0]["files"]
    assert [(f["name"], f["clearance"]) for f in told] == [("رسم الجسر.png", "theirs"), ("plain.txt", "none")]
    mine, ours, copies = (tmp_path / name for name in ("mine", "ours", "copies"))
    for folder in (mine, ours, copies):
        folder.mkdir()
    assert run("door", "file", message, "--to", str(mine), reader="coast-delegate")[0] == 0
    assert run("message", "file", "coast", message, "--to", str(ours), reader="coast-officer")[0] == 0
    for folder in (mine, ours):
        assert (folder / "رسم الجسر.png").read_bytes() == png()
        assert (folder / "plain.txt").read_text() == "Words."
    one = ("message", "file", "coast", message, "--to", str(copies), "--piece", told[0]["piece"][:8], "--bare")
    assert run(*one, reader="coast-officer")[0] == 0
    assert [p.name for p in copies.iterdir()] == ["attachment.png"]
    assert (copies / "attachment.png").read_bytes() == png(b"")
    for stranger in ("hills-officer", "hills-delegate"):
        assert run("message", "file", "coast", message, "--to", str(mine), reader=stranger)[0] == 1
        assert run("door", "file", message, "--to", str(mine), reader=stranger)[0] == 1
    assert run("door", "clear", message, "2", "none", reader="coast-delegate")[0] == 0


def test_a_relay_takes_a_file_along_by_its_own_name_and_hands_out_its_copy(run: Run, sketch: Path, tmp_path: Path):  # noqa: F811
    message = said(run, "--file", str(sketch), "--clear-file", "theirs")
    ref = f"channel.{message}.2"
    assert ref in run("relay", "passages", "coast", reader="coast-officer")[1]
    code, out, err = run(
        "relay", "draft", "coast", "hills", "--written-in", "en", "--sentence", f"paraphrase {ref}: They send a sketch.",
        "--file", ref, reader="coast-officer",
    )  # fmt: skip
    assert (code, err) == (0, "")
    relay = re.search(r"rl-\w+", out)[0]
    assert "enclosure-1.png  image/png" in run("relay", "show", relay, reader="lead")[1]
    assert run("relay", "file", relay, "--to", str(tmp_path), reader="lead")[0] == 0
    assert (tmp_path / "enclosure-1.png").read_bytes() == png(b"")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--file", "nowhere.txt"), "nowhere.txt"),
        (("--clear-file", "theirs"), "more clearances than files"),
        (("--file", "empty.txt"), "the file is empty"),
    ],
)
def test_what_is_not_taken_is_said_and_nothing_is_sent(run: Run, tmp_path: Path, monkeypatch, words, says):  # noqa: F811
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty.txt").touch()
    before = run("door", "show", reader="coast-delegate")[1]
    code, _, err = run("door", "say", "Words.", *words, reader="coast-delegate")
    assert code in (1, 2)
    assert says in err
    assert run("door", "show", reader="coast-delegate")[1] == before


def test_a_file_is_never_written_over_another_nor_outside_its_folder(tmp_path: Path):
    for n, name in enumerate(("a.txt", "a.txt", "../a.txt", "..", "ع" * 200 + ".txt"), 1):
        path = written(tmp_path, name, str(n).encode(), "door file")
        assert path.parent == tmp_path
        assert path.read_text() == str(n)
    assert {"a.txt", "a-2.txt", "a-3.txt", "file"} < {p.name for p in tmp_path.iterdir()}
    with pytest.raises(AskedWrongly):
        written(tmp_path / "none", "a.txt", b"", "door file")
