"""From the key on the auditor's machine to the entries it opens, all at the terminal."""

import json
import re

import pytest
from tests.cli.test_feed import run

from wasata.cli.tongue import tongue
from wasata.desk.case import open_case, write_note
from wasata.record.home import Home


@pytest.fixture
def talks(tmp_path, monkeypatch):
    with Home.create(tmp_path / "home") as home:
        lead = open_case(home, "talks", names={"ar": "محادثات", "en": "Talks"}, period={"ar": "", "en": ""}, lead="lead",
                         zone="UTC", readers=[("audrey", "auditor")], lot=lambda _: None)  # fmt: skip
        write_note(lead, "A word of the team.", "en")
    password = tmp_path / "password"
    password.write_text("a long enough password\n")
    password.chmod(0o600)
    for name, value in (("HOME", tmp_path / "home"), ("LANG", "en"), ("PASSWORD_FILE", password)):
        monkeypatch.setenv(f"WASATA_{name}", str(value))
    tongue.cache_clear()
    yield tmp_path
    tongue.cache_clear()


def test_a_case_is_checked_and_one_log_opened_on_his_own_machine(talks, capsys, monkeypatch):
    his, case = talks / "his", talks / "case"
    code, out, err = run(capsys, "record", "auditor-key", str(his))
    assert code == 0, err
    number = re.search(r"((?:\d{5} ?){6})", out)[1]
    for_whom = ("--to", "The court", "--purpose", "An inquiry")
    lend = ("record", "lend", "bureau", f"{his}.pub", str(talks / "letter"), "--until", "2999-01-01", *for_whom)
    assert run(capsys, *lend, "--number", "1" * 30)[0] == 1
    code, _, err = run(capsys, *lend, "--number", number)
    assert code == 0, err
    assert run(capsys, "record", "export", str(case), "--whole-case", "--as", "audrey", *for_whom)[0] == 0
    monkeypatch.setenv("WASATA_HOME", str(talks / "nothing"))  # his own machine: no room there
    code, out, err = run(capsys, "record", "verify", str(case))
    assert (code, "Every log of the case is there" in out) == (0, True), err
    bundles = sorted(case.glob("*.bundle"))
    with_key = ("--key", str(his), "--letter", str(talks / "letter"))
    (bureau,) = [b for b in bundles if run(capsys, "record", "open", str(b), *with_key)[0] == 0]
    lines = [json.loads(x) for x in run(capsys, "record", "open", str(bureau), *with_key)[1].splitlines()]
    assert [x["kind"] for x in lines] == ["case.opened", "case.note_written"]
    assert lines[1]["body"]["text"] == "A word of the team."
    _, _, err = run(capsys, "record", "open", str(bureau), *with_key, "--files", str(talks / "files"))
    assert "0 attachments were opened." in err
    assert (talks / "files").stat().st_mode & 0o077 == 0
    bundles[0].unlink()
    assert run(capsys, "record", "verify", str(case))[0] == 1, "a log is missing"
