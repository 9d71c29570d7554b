"""Mailboxes: every message in its turn, and a broken one hides no other."""

from pathlib import Path

import pytest

from wasata.errors import FileTooLarge, FormBroken, ReportEmpty
from wasata.listen.forms import incoming as bounds
from wasata.listen.intake import Incoming, Refusal, take_in

MESSAGE = (
    "From: Bulletin <a@b.example>\nSubject: Talks {n}\nDate: Mon, 27 Nov 2023 10:00:00 +0300\n\n"
    "The talks go on, said {n}.\n"
)


def box(*bodies: str) -> bytes:
    return "\n".join(f"From a@b.example Mon Nov 27 10:00:00 2023\n{body}" for body in bodies).encode()


def many(n: int) -> list[str]:
    return [MESSAGE.format(n=k) for k in range(1, n + 1)]


def test_each_message_is_a_report_named_by_its_number(take):
    got = take(box(*many(3)), "news.mbox")
    assert [(x.where, x.title) for x in got] == [(f"news.mbox:{n}", f"Talks {n}") for n in (1, 2, 3)]


def test_a_broken_message_is_refused_by_its_number_and_the_rest_goes_on(take):
    got = take(box(many(1)[0], "Subject: nothing\n\n", many(3)[2]), "news.mbox")
    assert [isinstance(x, Refusal) for x in got] == [False, True, False]
    assert got[1].where == "news.mbox:2"
    assert isinstance(got[1].error, ReportEmpty)


def test_a_line_of_text_that_begins_with_from_parts_nothing(take):
    body = MESSAGE.format(n=1) + "\nFrom here on the talks of 2023 went well.\n>From the quoted line.\n"
    got = take(box(body.replace("\n\nFrom here", "\nFrom here")), "news.mbox")
    assert len(got) == 1
    assert "From here on" in got[0].text
    assert "\nFrom the quoted line." in got[0].text


def test_a_message_that_is_too_large_is_refused_and_not_kept(take, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bounds, "MAX_BYTES", 4000)
    got = take(box(many(1)[0], MESSAGE.format(n=2) + "long line of words\n" * 400, many(3)[2]), "n.mbox")
    assert [x.where for x in got] == ["n.mbox:1", "n.mbox:2", "n.mbox:3"]
    assert isinstance(got[1].error, FileTooLarge)


def test_a_mailbox_without_a_message_is_refused(refused):
    assert isinstance(refused(b"no message at all\n", "n.mbox"), FormBroken)


def test_a_mailbox_is_read_as_a_stream(tmp_path: Path):
    place = tmp_path / "big.mbox"
    with place.open("wb") as f:
        for n in range(3000):
            f.write(box(MESSAGE.format(n=n)) + b"\n")
    found = take_in([place])
    assert next(found).title == "Talks 0"
    assert sum(isinstance(x, Incoming) for x in found) == 2999


def test_a_maildir_is_read_message_by_message_with_its_further_folders(tmp_path: Path):
    for folder in (".", ".Sent"):
        for part in ("cur", "new", "tmp"):
            (tmp_path / folder / part).mkdir(parents=True)
    (tmp_path / "cur" / "1700000001.M1P1.host:2,S").write_text(MESSAGE.format(n=1))
    (tmp_path / "new" / "1700000002.M1P1.host").write_text(MESSAGE.format(n=2))
    (tmp_path / "tmp" / "1700000003.M1P1.host").write_text(MESSAGE.format(n=3))
    (tmp_path / ".Sent" / "cur" / "1700000004.M1P1.host:2,").write_text(MESSAGE.format(n=4))
    (tmp_path / "notes.txt").write_text("The talks go on.")
    (tmp_path / "dovecot.index").write_bytes(b"\0\1")
    got = list(take_in([tmp_path]))
    assert sorted(str(x.title) for x in got) == ["None", "Talks 1", "Talks 2", "Talks 4"]
