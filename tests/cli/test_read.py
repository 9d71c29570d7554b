"""`wasata read`: every report comes out, every refusal is said, and nothing of a report commands the terminal."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import wasata
from wasata.cli import read as cli
from wasata.cli.tongue import settle, tongue
from wasata.errors import AskedWrongly
from wasata.listen.marks import Reading, Statement
from wasata.listen.roster import Roster
from wasata.values import Lang, Span

ENGLISH = "Qatar said talks go on. 13 people were released."


def a_reading(text: str, lang: Lang | None, _day: date | None, **_: object) -> Reading:
    """Stands in for the reader where only the command is looked at."""
    if "break" in text:
        raise ZeroDivisionError
    said = Statement(Span(6, 10), Span(0, 5), Span(6, 10), "organisation", "qatar", "say", False, rule="en.test")
    return Reading(lang or "en", (said,))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("WASATA_LANG", "en")
    tongue.cache_clear()
    monkeypatch.setattr("wasata.listen.reader.read", a_reading)

    def ask(*words: str) -> tuple[int, str, str]:
        code = cli.run(words)
        told = capsys.readouterr()
        return code, told.out, told.err

    yield ask
    tongue.cache_clear()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(ENGLISH, "utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x89PNG\x00")
    (tmp_path / "c.jsonl").write_text('{"text": "Qatar said so.", "id": "kept", "origin": "mine"}\n', "utf-8")
    return tmp_path


def test_one_line_of_json_comes_out_for_each_report_and_the_exit_code_tells_of_the_refused(run, folder: Path):
    code, out, err = run(str(folder))
    assert code == 1
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["a", "kept"]
    assert "b.txt is not text (PNG)" in err
    assert "then try again" in err


def test_all_read_is_exit_code_0(run, folder: Path):
    assert run(str(folder / "a.txt"))[0] == 0


def test_the_head_of_a_report_is_kept_and_its_marks_are_ours(run, folder: Path):
    found = json.loads(run(str(folder / "c.jsonl"))[1])
    assert found["origin"] == "mine"
    assert found["statements"][0]["source"] == {"start": 0, "end": 5, "text": "Qatar"}
    assert set(found) >= {"id", "lang", "url", "outlet", "published", "title", "text", "figures", "dates", "events"}


def test_format_json_is_one_list(run, folder: Path):
    assert len(json.loads(run("--format", "json", str(folder))[1])) == 2


def test_explain_names_the_rule(run, folder: Path):
    assert json.loads(run("--explain", str(folder / "a.txt"))[1])["statements"][0]["rule"] == "en.test"
    assert "rule" not in json.loads(run(str(folder / "a.txt"))[1])["statements"][0]


def test_language_and_day_given_on_the_command_line_stand(run, folder: Path):
    found = json.loads(run("--lang=ar", "--published", "2023-11-27", str(folder / "a.txt"))[1])
    assert (found["lang"], found["published"]) == ("ar", "2023-11-27")


def test_a_report_on_which_the_reader_breaks_hides_no_other(run, tmp_path: Path):
    (tmp_path / "a.txt").write_text("This will break it.", "utf-8")
    (tmp_path / "b.txt").write_text(ENGLISH, "utf-8")
    code, out, err = run(str(tmp_path))
    assert (code, len(out.splitlines())) == (1, 1)
    assert "The reader broke on" in err
    assert "Traceback" not in err


def test_the_view_for_people_shows_no_letter_that_commands_a_terminal(run, tmp_path: Path):
    (tmp_path / "a.txt").write_text("Qatar said \x1b[2J\x9b31m\u202eso.", "utf-8")
    out = run("--format", "table", str(tmp_path / "a.txt"))[1]
    assert not set("\x1b\x9b\u202e") & set(out)
    assert "Qatar said ·[2J·31m·so." in out


def test_json_escapes_what_commands_a_terminal(run, tmp_path: Path):
    (tmp_path / "a.txt").write_text("Qatar said \x9b31m\u2028so. قطر", "utf-8")
    out = run(str(tmp_path / "a.txt"))[1]
    assert not set("\x9b\u2028") & set(out)
    assert "قطر" in out
    assert json.loads(out)["text"] == "Qatar said \x9b31m\u2028so. قطر"


@pytest.mark.parametrize(
    "words",
    [
        ("--format", "xml", "a"),
        ("--format",),
        ("--lang", "fr", "a"),
        ("--published", "soon", "a"),
        ("--frobnicate", "a"),
        ("-x",),
        ("--explain=yes", "a"),
    ],
)
def test_words_that_cannot_be_taken_are_refused_with_the_next_move(words: tuple[str, ...]):
    with pytest.raises(AskedWrongly):
        cli.parse(words)


@pytest.mark.parametrize(("typed", "day"), [("7 Nov 2023", "2023-11-07"), ("٧ تشرين الثاني ٢٠٢٣", "2023-11-07")])
def test_a_day_of_publication_typed_in_words_is_understood_and_said_back(run, tmp_path: Path, typed: str, day: str):
    (tmp_path / "a.txt").write_text("Qatar said on Monday that talks go on.", "utf-8")
    _, out, err = run("--published", typed, str(tmp_path / "a.txt"))
    assert json.loads(out)["published"] == day
    assert day in err
    assert typed in err


def test_after_two_dashes_everything_is_a_path():
    assert cli.parse(["--explain", "--", "--lang", "-"]).paths == ["--lang", "-"]


def test_a_roster_of_ones_own_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, run):
    seen: list[Roster] = []
    monkeypatch.setattr(
        "wasata.listen.reader.read", lambda *a, roster=None, **k: (seen.append(roster), Reading("en"))[1]
    )
    (tmp_path / "r.tsv").write_text("id\twhat\tpart_of\tar\ten\nmine\tparty\t\tجهة\tThe Side\n", "utf-8")
    (tmp_path / "a.txt").write_text(ENGLISH, "utf-8")
    run("--roster", str(tmp_path / "r.tsv"), str(tmp_path / "a.txt"))
    assert list(seen[0].entries) == ["mine"]


@pytest.mark.parametrize(
    ("argv", "rest", "spoken"),
    [
        (["--lang", "ar", "brief"], ["brief"], "ar"),
        (["--lang=ar", "read", "x"], ["read", "x"], "ar"),
        (["read", "--lang", "ar", "x"], ["read", "--lang", "ar", "x"], "ar"),
        (["brief"], ["brief"], "en"),
        (["--lang", "en", "brief", "--lang", "ar"], ["brief", "--lang", "ar"], "en"),
        (["--language", "ar"], ["--language", "ar"], "en"),
        (["--lang"], [], "en"),
    ],
)
def test_the_language_of_a_run_is_settled_before_anything_is_said(argv, rest, spoken, monkeypatch):
    monkeypatch.setenv("WASATA_LANG", "en")
    tongue.cache_clear()
    assert settle(argv) == rest
    assert tongue() == spoken
    tongue.cache_clear()


# the command as a person runs it


def wasata_says(*words: str, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    code = "import sys; from wasata.cli.main import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, "WASATA_LANG": "en", **env},
    )


def test_help_speaks_both_languages():
    english, arabic = wasata_says("--help"), wasata_says("--lang", "ar", "--help")
    assert (english.returncode, arabic.returncode) == (0, 0)
    assert "operations room" in english.stdout.decode()
    assert "غرفة عمليات" in arabic.stdout.decode()
    assert "المسار" in wasata_says("read", "--help", WASATA_LANG="ar").stdout.decode()


def test_no_command_is_the_help_and_an_unknown_one_is_refused_by_name():
    assert wasata_says().returncode == 2
    told = wasata_says("frobnicate")
    assert told.returncode == 2
    assert "There is no command frobnicate." in told.stderr.decode()
    assert b"Traceback" not in told.stderr


def test_standard_input_is_read_and_arabic_goes_out_in_utf_8_under_any_locale():
    text = "قالت قطر إن المحادثات مستمرة."
    told = wasata_says("read", "-", stdin=text.encode("cp1256"), LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert told.returncode == 0, told.stderr.decode()
    assert json.loads(told.stdout.decode("utf-8"))["text"] == text


def test_reading_imports_neither_typer_nor_rich_nor_pydantic():
    code = (
        "import sys, io; sys.stdin = io.TextIOWrapper(io.BytesIO(b'Qatar said talks go on.'));"
        "from wasata.cli.main import main\n"
        "try: main(['read', '-'])\n"
        "except SystemExit as e: assert e.code == 0, e.code\n"
        "heavy = {'typer', 'rich', 'pydantic', 'numpy', 'cryptography', 'django', 'trafilatura'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert told.returncode == 0, told.stderr.decode()


def test_a_reader_of_the_output_who_leaves_early_is_no_error_to_speak_of():
    lines = b'{"text": "Qatar said talks go on."}\n' * 400
    shell = f"{sys.executable} -c 'from wasata.cli.main import main; main()' read - | head -n 1"
    told = subprocess.run(["sh", "-c", shell], input=lines, capture_output=True, check=False)
    assert told.stderr == b""
    assert told.stdout.count(b"\n") == 1


def test_the_library_reads_as_the_command_does():
    found = wasata.read("Qatar said on Monday that talks go on.", published="2023-11-27")
    told = wasata_says("read", "--published", "2023-11-27", "-", stdin=b"Qatar said on Monday that talks go on.")
    spoken = json.loads(told.stdout)
    assert {k: spoken[k] for k in found} == found


def test_a_command_whose_part_is_missing_names_it_and_the_command_that_adds_it():
    code = (
        "import sys; sys.modules['granian'] = None; sys.modules['django'] = None\n"
        "from wasata.cli.main import main; main(['room'])"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, env={**os.environ, "WASATA_LANG": "en"}
    )
    assert told.returncode == 1
    assert "pip install 'wasata[room]'" in told.stderr.decode()
    assert b"Traceback" not in told.stderr
