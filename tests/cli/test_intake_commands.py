"""The commands that take reports in: every form, filed by the case where asked, and the archive at the terminal."""

import zipfile
from pathlib import Path

import pytest

from wasata.cli import main
from wasata.cli.report import named
from wasata.cli.tongue import tongue
from wasata.desk.access import Desk
from wasata.desk.case import open_case
from wasata.record.home import Home

OURS = "Israel and Hamas exchanged lists of prisoners on Friday."
OTHER = "The central bank of Norway raised its rate."


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Runs a command in a home with one case; gives its exit code, what it said and what it complained of."""
    path = tmp_path / "home"
    with Home.create(path) as home:
        open_case(
            home, "doha", names={"ar": "محادثات", "en": "Talks"}, period={"ar": "", "en": ""}, lead="lead",
            parties=("israel", "hamas"), zone="Asia/Gaza",
        )  # fmt: skip
    monkeypatch.setenv("WASATA_HOME", str(path))
    monkeypatch.setenv("WASATA_LANG", "en")

    def go(*words: str) -> tuple[int, str, str]:
        tongue.cache_clear()
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main.main(list(words))
        said = capsys.readouterr()
        code = ended.value.code
        return int(code or 0), said.out, said.err

    return go


def test_files_are_filed_by_the_case_and_the_archive_says_why(run, tmp_path: Path):
    (tmp_path / "a.txt").write_text(OURS)
    (tmp_path / "b.txt").write_text(OTHER)
    code, out, _ = run("report", "add", "--sort", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    assert code == 0
    assert "1 report put into the archive" in out
    code, out, _ = run("report", "archive")
    assert code == 0
    assert "a-0001" in out
    assert "It names no party of the case." in out
    assert run("report", "archive", "--call", "a-0001")[0] == 0
    assert "r-0002" in run("report", "list")[1]
    assert run("report", "archive", "--call", "a-0009")[0] != 0


def test_what_is_left_out_by_rule_is_said_and_is_no_failure(run, tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as z:
        z.writestr("a.txt", OURS)
        z.writestr("b.png", b"\x89PNG")
    code, out, err = run("report", "add", str(tmp_path / "all.zip"))
    assert code == 0
    assert "1 report" in out
    assert "files of kinds that are not read" in err


def test_a_posts_day_is_that_of_the_cases_clock(run, tmp_path: Path):
    (tmp_path / "result.json").write_text(
        '{"name":"A","type":"public_channel","id":1,"messages":'
        f'[{{"id":1,"type":"message","date_unixtime":"1701122400","text":"{OURS}"}}]}}'
    )
    assert run("report", "add", str(tmp_path / "result.json"))[0] == 0
    with Home.open(tmp_path / "home") as home:
        fact = next(
            e.fact for e in Desk.open(home, "doha", "lead").ledger.entries("press") if e.kind == "report.received"
        )
    assert str(fact.published) == "2023-11-28", "22:00 in UTC is midnight in Gaza"


@pytest.mark.parametrize(
    ("given", "where", "kept"),
    [
        ("/home/u/from-a-source", "/home/u/from-a-source/b/a.txt", "from-a-source/b/a.txt"),
        ("/home/u/from-a-source/a.txt", "/home/u/from-a-source/a.txt", "a.txt"),
        ("/home/u/a.zip", "/home/u/a.zip/in/a.txt", "a.zip/in/a.txt"),
        ("/home/u/a.mbox", "/home/u/a.mbox:3", "a.mbox:3"),
        ("/home/u/result.json", "/home/u/result.json#7", "result.json#7"),
        ("-", "-", "-"),
    ],
)
def test_a_reports_file_is_kept_without_the_folders_above_what_was_named(given: str, where: str, kept: str):
    assert named(where, ["other.txt", given]) == kept


def test_a_report_is_put_away_with_its_reason_and_called_back(run, tmp_path: Path):
    (tmp_path / "a.txt").write_text(OURS)
    run("report", "add", str(tmp_path / "a.txt"))
    assert run("report", "away", "r-0001")[0] == 1
    code, out, _ = run("report", "away", "r-0001", "--why", "Another case")
    assert (code, "put away" in out) == (0, True)
    assert "Another case" in run("report", "show", "r-0001")[1]
    assert "Put away" in run("report", "list")[1]
    assert run("report", "away", "r-0001", "--why", "Another case")[0] == 1
    assert "called back" in run("report", "away", "r-0001", "--back")[1]


def test_a_case_is_opened_with_the_words_that_name_it(run, tmp_path: Path):
    code, _, err = run(
        "case",
        "open",
        "yemen",
        "--ar",
        "قضية",
        "--en",
        "Case",
        "--party",
        "houthis",
        "--word",
        "هدنة رمضان",
        "--word",
        "Sanaa",
    )
    assert (code, err) == (0, "")
    (tmp_path / "a.txt").write_text("بدأت هدنة رمضان في السابعة.")
    assert "r-0001" in run("report", "add", "--sort", "--case", "yemen", str(tmp_path / "a.txt"))[1]
    code, _, err = run("case", "open", "other", "--ar", "قضية", "--en", "Case", "--word", "77")
    assert (code, "77" in err) == (1, True)


def test_forty_prints_of_forty_outlets_come_in_by_a_command_and_once_only(run, tmp_path: Path):
    folder = tmp_path / "prints"
    folder.mkdir()
    for n in range(40):
        (folder / f"{n}.txt").write_text(f"---\noutlet: Paper {n}\npublished: 2023-11-24\n---\n{OURS}")
    assert "40 reports" in run("report", "add", str(folder))[1]
    _, out, err = run("report", "add", str(folder))
    assert "40 reports" not in out
    assert "The press has this print already" in out + err
    (tmp_path / "none.txt").write_text(OURS)
    _, out, err = run("report", "add", str(tmp_path / "none.txt"))
    assert "name that outlet" in out + err
    assert "1 report" in run("report", "add", "--outlet", "Paper 40", str(tmp_path / "none.txt"))[1]
    with Home.open(tmp_path / "home") as home:
        assert home.ledger("doha", ("press",)).head("press").seq == 82
