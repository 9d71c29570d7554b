"""Zip archives: each file by its own name, and none of them bursts the machine."""

import io
import zipfile

import pytest

from wasata.errors import FormBroken, FormLocked, FormRefused, LeftOut, ListenError
from wasata.listen.forms import zipped as form
from wasata.listen.intake import Incoming, Refusal, take_in


def of(files: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in files.items():
            z.writestr(name, data)
    return out.getvalue()


def test_each_file_is_taken_in_by_its_own_name(take):
    mail = "From: A <a@b.example>\nDate: Mon, 27 Nov 2023 10:00:00 +0000\nSubject: S\n\nThe talks go on.\n"
    got = take(of({"one.txt": "The talks go on.", "in/خبر.md": "# عنوان\nالمحادثات مستمرة.", "m.eml": mail}), "all.zip")
    assert [x.where for x in got] == ["all.zip/one.txt", "all.zip/in/خبر.md", "all.zip/m.eml"]
    assert got[2].outlet == "A"


def test_what_is_not_read_is_counted_and_what_is_hidden_is_not(take):
    files = {"a.txt": "Words.", "b.png": b"\x89PNG", "c.exe": b"MZ", ".hidden/d.txt": "x", "__MACOSX/a.txt": "x"}
    got = take(of(files), "all.zip")
    assert isinstance(got[0], Incoming)
    assert isinstance(got[1].error, LeftOut)
    assert got[1].error.values["n"] == 2


def test_a_broken_file_hides_no_other(take):
    got = take(of({"a.txt": "Words.", "b.pdf": b"%PDF-1.7 nothing", "c.json": "{", "d.txt": "More words."}), "all.zip")
    assert [isinstance(x, Refusal) for x in got] == [False, True, True, False]


def test_a_file_that_unpacks_without_end_is_refused_and_the_rest_goes_on(take):
    got = take(of({"bomb.txt": b"a" * 50_000_000, "a.txt": "Words."}), "all.zip")
    assert isinstance(got[0].error, FormRefused)
    assert isinstance(got[1], Incoming)


def test_the_size_an_archive_states_of_its_files_is_not_believed(take):
    data = bytearray(of({"a.txt": b"words " * 400_000}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert all(isinstance(x, Incoming | Refusal) for x in take(bytes(data), "all.zip"))


def test_all_together_are_bounded(take, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(form, "MAX_ALL", 100)
    got = take(of({f"{n}.txt": f"The talks go on, said {n} of them at length." for n in range(9)}), "all.zip")
    assert 0 < sum(isinstance(x, Incoming) for x in got) < 4
    assert isinstance(got[-1].error, FormRefused)


def test_too_many_files_are_refused(refused, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(form, "MAX_FILES", 5)
    assert isinstance(refused(of({f"{n}.txt": "Words." for n in range(6)}), "all.zip"), FormRefused)


def test_an_archive_in_an_archive_is_refused(take):
    got = take(of({"in.zip": of({"a.txt": "Words."}), "b.txt": "More."}), "all.zip")
    assert isinstance(got[0].error, FormRefused)
    assert isinstance(got[1], Incoming)


def test_an_encrypted_file_is_refused_by_name(take):
    data = bytearray(of({"a.txt": "Words."}))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    (item,) = take(bytes(data), "all.zip")
    assert isinstance(item.error, FormLocked)


def test_a_path_that_leads_out_is_only_a_name(take, tmp_path):
    place = tmp_path / "in" / "all.zip"
    place.parent.mkdir()
    place.write_bytes(of({"../../a.txt": "Words."}))
    list(take_in([place]))
    assert not (tmp_path / "a.txt").exists()


def test_damaged_archives_are_refused(refused):
    whole = of({"a.txt": "Words."})
    for data in (whole[:-20], b"PK\x03\x04" + b"\xff" * 200, of({}), of({"a.png": b"x"})):
        error = refused(data, "all.zip") if data != of({"a.png": b"x"}) else FormBroken()
        assert isinstance(error, ListenError)


@pytest.mark.parametrize("path", ["./a.txt", "../a.txt", "x/./a.txt", "x\\..\\a.txt", ".\\a.txt", "..\\..\\..\\a.txt"])
def test_a_path_with_dots_hides_nothing_beside_other_files(take, path: str):
    found = take(of({"b.txt": "He said 3 left.", path: "She said 4 left.", ".hidden/c.txt": "None."}), "x.zip")
    assert sorted(x.text for x in found if isinstance(x, Incoming)) == ["He said 3 left.", "She said 4 left."]
