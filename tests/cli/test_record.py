"""`wasata record`: what leaves the room can be checked by anyone, and the exit code says only what was checked."""

import base64
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wasata.cli.main import main
from wasata.cli.tongue import tongue
from wasata.desk.case import open_case, write_note
from wasata.record import canon, chain
from wasata.record.home import Home
from wasata.record.keyring import OPENED
from wasata.values import Lang
from wasata.words import say

HOUSE = Path(__file__).resolve().parents[2]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    monkeypatch.setenv("WASATA_LANG", "en")
    monkeypatch.setenv("WASATA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("WASATA_DSN", raising=False)
    tongue.cache_clear()

    def ask(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["record", *words])
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    return ask


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with Home.create(tmp_path / "home") as home:
        names = {"ar": "محادثات", "en": "Talks"}
        desk = open_case(home, "doha", names=names, period=names, lead="lead")  # type: ignore[arg-type]
        for n in range(3):
            write_note(desk, f"words number {n}", "en")
    return tmp_path / "home"


def test_a_log_taken_out_verifies_and_says_what_was_not_checked(home: Path, run: Run, tmp_path: Path):
    out = tmp_path / "bureau.bundle"
    code, said, _ = run("export", "--to", "a court", "--purpose", "a check", "--log", "bureau", str(out))
    assert code == 0
    assert str(out) in said
    assert b"words number" not in out.read_bytes()
    code, said, err = run("verify", str(out))
    assert (code, err) == (0, "")
    assert said.startswith("Whole and signed, not anchored")
    code, said, _ = run("verify", str(out), "--head", f"{out}.head")
    assert code == 0
    assert said.startswith("Whole, signed and anchored")


def test_every_log_is_taken_out_into_a_folder_and_each_leaving_is_recorded(home: Path, run: Run, tmp_path: Path):
    code, _, _ = run("export", "--all", str(tmp_path / "out"), "--to", "the auditor", "--purpose", "a check")
    assert code == 0
    names = {p.name for p in (tmp_path / "out").iterdir()}
    assert names == {f"{log}.bundle{end}" for log in OPENED for end in ("", ".head")}
    for name in sorted(names):
        if name.endswith(".bundle"):
            assert run("verify", str(tmp_path / "out" / name))[0] == 0
    with Home.open(home) as opened:
        left = [
            e.data for e in opened.ledger("doha", ("access",)).entries("access") if e.kind == "access.record_exported"
        ]
    assert {(d["log"], d["recipient"], d["purpose"]) for d in left} == {
        (log, "the auditor", "a check") for log in OPENED
    }


@pytest.mark.parametrize(
    "spoil", [lambda d: d.replace(b'"seq":2', b'"seq":3'), lambda d: d[: len(d) // 2], lambda d: d + b"x\n"]
)
def test_a_spoilt_bundle_is_named_and_ends_with_1(
    home: Path, run: Run, tmp_path: Path, spoil: Callable[[bytes], bytes]
):
    out = tmp_path / "b"
    run("export", "--to", "a court", "--purpose", "a check", "--log", "bureau", str(out))
    out.write_bytes(spoil(out.read_bytes()))
    code, said, err = run("verify", str(out))
    assert code == 1
    assert said.startswith("Broken")
    assert err
    assert "Whole" not in said


def test_a_bundle_of_another_room_is_not_signed_for_this_one(
    home: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    out = tmp_path / "b"
    run("export", "--to", "a court", "--purpose", "a check", "--log", "bureau", str(out))
    key = run("key")[1].strip()
    other = tmp_path / "other"
    Home.create(other).close()
    monkeypatch.setenv("WASATA_HOME", str(other))
    code, said, _ = run("verify", str(out))
    assert code == 1
    assert said.startswith("Not signed")
    assert run("verify", str(out), "--key", key)[0] == 0
    assert run("verify", str(out), "--key", str(home / "public.key"))[0] == 0
    assert run("verify", str(out), "--key", "not a key")[0] == 1


def test_an_older_bundle_fails_against_a_newer_head(home: Path, run: Run, tmp_path: Path):
    out, head = tmp_path / "b", tmp_path / "head"
    run("export", "--to", "a court", "--purpose", "a check", "--log", "access", str(out))
    run("export", "--to", "a court", "--purpose", "a check", "--log", "bureau", str(tmp_path / "more"))
    assert run("head", "--log", "access", str(head))[0] == 0
    code, said, err = run("verify", str(out), "--head", str(head))
    assert code == 1
    assert "does not contain the head" in said
    assert err


def test_the_daily_root_stands_in_the_record_and_its_sheet_anchors(home: Path, run: Run, tmp_path: Path):
    code, said, _ = run("note", str(tmp_path / "sheet"))
    assert code == 0
    run("export", "--to", "a court", "--purpose", "a check", "--log", "press", str(tmp_path / "b"))
    code, told, _ = run("verify", str(tmp_path / "b"), "--head", str(tmp_path / "sheet"))
    assert code == 0
    root = said.split("is ")[1][:64]
    assert root in told
    with Home.open(home) as opened:
        facts = [e.data for e in opened.ledger("doha", ("bureau",)).entries("bureau") if e.kind == "case.heads_noted"]
    assert [f["root"] for f in facts] == [root]


def test_a_bundle_is_verified_without_a_home_and_without_django(home: Path, run: Run, tmp_path: Path):
    out = tmp_path / "b"
    run("export", "--to", "a court", "--purpose", "a check", "--log", "bureau", str(out))
    code = (
        "import sys; from wasata.cli.main import main\n"
        "try: main(['record', 'verify', sys.argv[1]])\n"
        "finally: print(sorted({'django', 'psycopg', 'ahocorasick', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(out)], capture_output=True, text=True, cwd=tmp_path / "home",
        env={"PATH": "", "WASATA_HOME": str(tmp_path / "nowhere"), "LANG": "ar"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "سليم وموقّع وغير مُثبَّت" in done.stdout
    assert done.stdout.strip().endswith("[]")


def test_the_outsiders_program_agrees(home: Path, run: Run, tmp_path: Path):
    out = tmp_path / "b"
    run("export", "--to", "a court", "--purpose", "a check", "--log", "bureau", str(out))
    ask = [sys.executable, str(HOUSE / "examples" / "verify_bundle.py"), str(out)]
    done = subprocess.run([*ask, "--head", f"{out}.head"], capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip().splitlines()[1:]) == (0, ["whole, signed and anchored"]), (
        "after its mark"
    )
    out.write_bytes(out.read_bytes().replace(b'"seq":2', b'"seq":3'))
    done = subprocess.run(ask, capture_output=True, text=True)
    assert done.returncode == 1
    assert "entry 2" in done.stdout


def test_the_live_record_is_checked_and_shown(home: Path, run: Run):
    code, said, _ = run("check")
    assert code == 0
    assert "bureau" in said
    code, said, _ = run("show", "--log", "bureau")
    assert code == 0
    assert "lead" in said
    assert run("show", "--page", "1")[0] == 0


@pytest.mark.parametrize(
    "words",
    [
        ("verify", "nowhere.bundle"), ("export", "--log", "cell", "out"), ("export", "--log", "nonsense", "out"),
        ("export", "--case", "geneva", "out"), ("head", "--log", "cell", "out"), ("restored",), ("show", "--log", "cell"),
        ("export", "--as", "nobody", "out"),
    ],
)  # fmt: skip
def test_a_refusal_is_a_sentence_and_a_next_move(
    home: Path, run: Run, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    code, said, err = run(*words)
    assert code == 1
    assert "Traceback" not in err
    assert len((said + err).strip().splitlines()) >= 1
    assert "foresee" not in err
    assert not (tmp_path / "out").exists()


def test_a_log_and_all_logs_at_once_are_asked_wrongly(home: Path, run: Run, tmp_path: Path):
    assert (
        run("export", "--to", "a court", "--purpose", "a check", "--all", "--log", "press", str(tmp_path / "out"))[0]
        == 2
    )


def test_no_home_is_told(run: Run):
    code, _, err = run("check")
    assert code == 1
    assert "make room" in err


def test_a_restore_is_accepted_only_when_it_is_meant(home: Path, run: Run):
    shutil.rmtree(home / "keys" / "ends")
    assert run("check")[0] == 1
    assert run("restored")[0] == 1
    assert run("restored", "--yes")[0] == 0
    assert run("check")[0] == 0


# what verify says, and with which exit code


def forged(bundle: Path, home: Path, *, own_key: bool) -> None:
    """The bundle with its second entry changed and every hash computed anew; signed by the room's key or not at all."""
    *lines, last = (json.loads(x) for x in bundle.read_bytes().splitlines())
    first, *entries = lines
    private = bytes.fromhex((home / "keys" / "signing.key").read_text().strip())
    signer = chain.Signer(Ed25519PrivateKey.from_private_bytes(private))
    prev = chain.NOTHING
    for entry in entries:
        sealed = base64.b64decode(entry["sealed"])
        if entry["seq"] == 2:
            sealed = sealed[:-1] + bytes([sealed[-1] ^ 1])
        entry["sealed"] = base64.b64encode(sealed).decode()
        prev = entry["hash"] = chain.entry_hash(chain.header(first["case"], first["log"], prev, entry["seq"]), sealed)
        if own_key:
            entry["signature"] = signer.sign(chain.hash_message(prev)).hex()
    last["manifest"]["head"] = prev
    if own_key:
        last["signature"] = signer.sign(b"wasata.manifest.1\n" + canon.encode(last["manifest"])).hex()
    bundle.write_bytes(b"".join(canon.encode(x) + b"\n" for x in (*lines, last)))


VERDICTS = {
    "untouched": (0, "Whole and signed, not anchored", "سليم وموقّع وغير مُثبَّت"),
    "untouched, with its head": (0, "Whole, signed and anchored", "سليم وموقّع ومُثبَّت"),
    "changed": (1, "Broken", "مكسور"),
    "cut off": (1, "Broken", "مكسور"),
    "hashes computed anew": (1, "Not signed", "غير موقّع"),
    "written anew with the key": (0, "Whole and signed, not anchored", "سليم وموقّع وغير مُثبَّت"),
    "written anew with the key, with its head": (1, "Whole and signed, but", "سليم وموقّع، لكن"),
    "changed, with its head": (1, "Broken", "مكسور"),
}


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("what", VERDICTS)
def test_verify_says_in_words_and_by_its_exit_code_what_it_checked(
    home: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, lang: str
):
    out = tmp_path / "b"
    run("export", "--to", "a court", "--purpose", "a check", "--log", "bureau", str(out))
    if what.startswith("changed"):
        out.write_bytes(out.read_bytes().replace(b'"seq":2', b'"seq":3'))
    elif what == "cut off":
        out.write_bytes(b"".join(out.read_bytes().splitlines(keepends=True)[:-1]))
    elif not what.startswith("untouched"):
        forged(out, home, own_key="key" in what)
    monkeypatch.setenv("WASATA_LANG", lang)
    tongue.cache_clear()
    code, said, err = run("verify", str(out), *(("--head", f"{out}.head") if what.endswith("head") else ()))
    expected, in_english, in_arabic = VERDICTS[what]
    assert code == expected
    assert said.startswith(in_english if lang == "en" else in_arabic)
    assert bool(err) == bool(code), "what is wrong is named, and nothing is where nothing is"


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_no_verdict_says_whole_and_leaves_the_rest_open(lang: Lang):
    whole, signed = ("Whole", "signed") if lang == "en" else ("سليم", "موقّع")
    for verdict in ("anchored", "signed", "not_anchored", "unsigned", "broken"):
        told = say(f"record.verdict.{verdict}", lang)
        assert (whole in told) <= (signed in told)
        assert (whole in told) == (verdict in ("anchored", "signed", "not_anchored"))


def test_a_live_record_that_was_spoilt_ends_with_1_and_names_the_entry(home: Path, run: Run):
    db = sqlite3.connect(home / "record.sqlite3", isolation_level=None)
    guards = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        db.execute(f"DROP TRIGGER {name}")
    db.execute("UPDATE entries SET sealed = zeroblob(90) WHERE seq = 3")
    for _, sql in guards:
        db.execute(sql)
    db.close()
    code, said, _ = run("check")
    assert code == 1
    assert "bureau: broken" in said
    assert "Entry 3" in said
    assert "press: whole" in said


def test_what_a_restore_gave_up_is_said_and_stands_in_the_record(home: Path, run: Run, tmp_path: Path):
    db = sqlite3.connect(home / "record.sqlite3", isolation_level=None)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    shutil.copy(home / "record.sqlite3", tmp_path / "copy")
    run("note", str(tmp_path / "sheet"))
    for part in home.glob("record.sqlite3*"):
        part.unlink()
    shutil.copy(tmp_path / "copy", home / "record.sqlite3")
    assert run("show")[0] == 1
    code, said, _ = run("restored", "--yes")
    assert code == 0
    assert "signed up to entry 5, now up to entry 4" in said.replace("\u2068", "").replace("\u2069", "")
    assert "recorded" in said
    shown = run("show", "--log", "access")[1]
    assert "keeper" in shown
    assert "signed up to entry 5" in shown.replace("\u2068", "").replace("\u2069", "")
    code, said, _ = run("restored", "--yes")
    assert code == 0
    assert "Nothing that was signed is missing" in said


def test_a_restore_to_before_a_case_was_opened_says_how_to_open_it_again(home: Path, run: Run, tmp_path: Path):
    db = sqlite3.connect(home / "record.sqlite3", isolation_level=None)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    shutil.copy(home / "record.sqlite3", tmp_path / "copy")
    with Home.open(home) as opened:
        open_case(opened, "late", names={"ar": "لاحقة", "en": "Late"}, period={"ar": "", "en": ""}, lead="lead")
    for part in home.glob("record.sqlite3*"):
        part.unlink()
    shutil.copy(tmp_path / "copy", home / "record.sqlite3")
    code, said, _ = run("restored", "--yes")
    assert code == 0
    assert "wasata case open late" in said.replace("\u2068", "").replace("\u2069", "")
    assert said.count("Nothing stands in the case") == 1, "the case that was opened before is not named"
