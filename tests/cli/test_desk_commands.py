"""`wasata case`, `report`, `figure`, `brief`: the desk from the terminal, in both languages."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from wasata.cli.main import main
from wasata.cli.tongue import tongue
from wasata.desk import sample
from wasata.record.home import Home

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in a home of its own; gives the exit code and what it said."""
    monkeypatch.setenv("WASATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("WASATA_LANG", "en")
    monkeypatch.setenv("USER", "keeper")

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setenv("WASATA_LANG", "en")
        tongue.cache_clear()
        with pytest.raises(SystemExit) as ended:
            main(list(words))
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run


@pytest.fixture
def opened(run: Run) -> Run:
    code, out, err = run(
        "case", "open", "trial", "--ar", "محادثات", "--en", "Talks", "--party", "israel", "--party", "hamas",
        "--zone", "Asia/Gaza",
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert "Talks" in out
    return run


def test_a_case_is_opened_listed_and_shown(opened: Run):
    assert "trial" in opened("case", "list")[1]
    code, out, _ = opened("case", "show")
    assert code == 0
    assert "Israel (p" in out
    assert json.loads(opened("case", "show", "--json")[1])["zone"] == "Asia/Gaza"
    assert "محادثات" in opened("case", "show", "--lang", "ar")[1]


def test_reports_go_in_from_files_and_come_out_with_their_marks(opened: Run, tmp_path: Path):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "one.txt").write_text("قالت قطر إن المفاوضات مستمرة وإن 12 محتجزا أُفرج عنهم.", "utf-8")
    (folder / "two.txt").write_text("Qatar said on Friday that the talks go on.", "utf-8")
    code, out, err = opened("report", "add", str(folder), "--published", "2023-11-20", "--outlet", "Agency A")
    assert (code, err) == (0, "")
    assert "2 reports" in out
    assert "r-0001" in opened("report", "list")[1]
    found = opened("report", "list", "--search", "المفاوضات")[1]
    assert "[مفاوضات]" in found
    assert "1 report" in found
    shown = opened("report", "show", "r-0002")[1]
    assert "Qatar said on Friday that the talks go on." in shown
    told = json.loads(opened("report", "show", "r-0002", "--json")[1])
    assert told["line"]["published"] == "2023-11-20"


def test_days_typed_in_words_are_understood_and_said_back_beside_the_answer(opened: Run, tmp_path: Path):
    for n, day in enumerate(("7 Nov 2023", "٢٠ تشرين الثاني ٢٠٢٣")):
        (tmp_path / f"{n}.txt").write_text(f"Qatar said talk {n} went on.", "utf-8")
        _, _, err = opened("report", "add", str(tmp_path / f"{n}.txt"), "--published", day)
        assert ("2023-11-07", "2023-11-20")[n] in err
    code, out, err = opened("report", "list", "--from", "8 to 30 November 2023")
    assert code == 0
    assert "r-0002" in out
    assert "r-0001" not in out
    assert "2023-11-08 – 2023-11-30" in err
    assert "r-0001" in opened("report", "list", "--until", "2023-11-07")[1]
    assert opened("report", "archive", "--from", "yesterday")[0] == 0
    code, _, err = opened("report", "list", "--from", "4/5/2023")
    assert code == 1
    assert "4 May 2023" in err
    assert "5 April 2023" in err


def test_commands_that_write_leave_a_snapshot_so_that_the_next_starts_where_they_stopped(
    opened: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def snapshots() -> set[Path]:
        return {f for f in (tmp_path / "home").rglob("folds/*") if f.is_file()}

    def add(n: int) -> None:
        file = tmp_path / f"{n}.txt"
        file.write_text(f"Qatar said {n} people were freed.", "utf-8")
        assert opened("report", "add", str(file))[0] == 0

    monkeypatch.setattr("wasata.cli.at_desk.SNAPSHOT_AFTER_ACTS", 5)
    before = snapshots()
    add(1)
    add(2)
    assert snapshots() == before, "two entries a report: too few yet"
    opened("report", "list")
    assert snapshots() == before, "who only asks waits for no snapshot"
    add(3)
    assert len(snapshots()) == len(before) + 1


def test_a_refused_file_is_named_with_the_next_move_and_the_others_go_in(opened: Run, tmp_path: Path):
    good, empty = tmp_path / "good.txt", tmp_path / "empty.txt"
    good.write_text("Qatar said the talks go on.", "utf-8")
    empty.write_text("", "utf-8")
    code, out, err = opened("report", "add", str(good), str(empty), str(good))
    assert code == 1
    assert "1 report was taken in" in out
    assert "2 were refused" in out
    assert "empty.txt" in err
    assert "r-0001" in err


def test_the_brief_and_the_figures_come_in_the_language_asked_for(opened: Run, tmp_path: Path):
    file = tmp_path / "one.txt"
    file.write_text("Israel said 224 people are held in Gaza. Qatar said the talks go on.", "utf-8")
    opened("report", "add", str(file), "--published", "2023-11-20")
    arabic, english = opened("brief", "--lang", "ar"), opened("brief", "--lang", "en")
    assert arabic[0] == english[0] == 0
    assert "موجز: محادثات" in arabic[1]
    assert "Brief: Talks" in english[1]
    assert "State of the talks" not in arabic[1]
    assert json.loads(opened("brief", "--json")[1])["reports"] == 1
    assert opened("figure")[0] == 0
    assert "أرقام" in opened("figure", "--lang", "ar")[1] or "رقم" in opened("figure", "--lang", "ar")[1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("brief", "--at", "yesterday"), "yesterday"), (("brief", "--by", "heart"), "heart"),
        (("figure", "killed.nobody"), "killed.nobody"), (("report", "show", "r-0404"), "r-0404"),
        (("report", "add", "nowhere.txt"), "nowhere.txt"), (("case", "show", "--case", "none"), "none"),
        (("brief", "--reader", "stranger"), "stranger"), (("report", "add", "-", "--published", "some day"), "some day"),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_is_refused_by_name_without_a_traceback(opened: Run, words: tuple[str, ...], told: str):
    code, _, err = opened(*words)
    assert code == 1
    assert told in err
    assert "Traceback" not in err
    assert len(err.strip().splitlines()) >= 2, "what is refused, and the next move"


def test_without_a_home_or_a_case_the_next_move_is_told(run: Run, tmp_path: Path):
    code, _, err = run("brief")
    assert code == 1
    assert str(tmp_path / "home") in err


def test_with_two_cases_one_must_be_named(opened: Run):
    opened("case", "open", "second", "--ar", "ثانية", "--en", "Second")
    code, _, err = opened("brief")
    assert code == 1
    assert "second, trial" in err
    assert opened("brief", "--case", "second")[0] == 0


def test_a_sample_that_was_broken_off_goes_on_and_says_so(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def stops(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as stop:
        stop.setattr(sample, "_truce_steps", stops)
        assert run("case", "sample")[0] != 0
    code, out, _ = run("case", "sample")
    assert code == 0
    assert "It goes on from where it stopped" in out
    assert "is open" in out
    code, out, _ = run("case", "sample")
    assert (code, "stands in this home already" in out) == (0, True)
    with Home.open(tmp_path / "home") as home:
        assert sample.standing(home) == "whole"


def test_a_case_that_was_never_opened_is_named_with_what_to_do_and_keeps_no_other_from_work(
    opened: Run, tmp_path: Path
):
    with Home.open(tmp_path / "home") as home:
        home.open_case("later")
    code, out, err = opened("case", "list")
    assert code == 0
    assert "trial" in out
    assert "later" not in out
    assert "wasata case open" in err
    assert opened("case", "show")[0] == 0, "the case that was opened is the only one to be meant"
    code, _, err = opened("case", "show", "--case", "later")
    assert code == 1
    assert "Nothing stands in the case" in err
    assert opened("case", "open", "later", "--ar", "لاحقة", "--en", "Later")[0] == 0
    assert "later" in opened("case", "list")[1]


def test_the_sample_is_made_once_and_briefs_in_both_languages(run: Run):
    assert run("case", "sample")[0] == 0
    assert run("case", "sample")[0] == 0
    code, out, _ = run("brief", "--lang", "ar", "--at", "2023-11-30 05:30", "--since", "2023-11-27")
    assert code == 0
    assert "وضع المحادثات كما يُقال" in out
    assert "الهدنة سارية" in out


def test_letters_that_command_a_terminal_or_turn_a_line_round_do_nothing_there(opened: Run, tmp_path: Path):
    report = {
        "text": "Qatar said on Friday that \u202e05\u202c people were released \x1b[2J\u2069 and talks go on.\nSo \x9bm Egypt.",
        "title": "a headline\x1b]0;x\x07\u202e turned", "outlet": "QNA\x1b[31m\u2067", "published": "2023-11-24",
    }  # fmt: skip
    (tmp_path / "bad.json").write_text(json.dumps(report))
    said = [opened("report", "add", str(tmp_path / "bad.json"))[1]]
    for words in (
        ("report", "list"), ("report", "list", "--search", "released"), ("report", "show", "r-0001"), ("figure",),
        ("figure", "list"), ("brief",), ("brief", "--lang", "ar"), ("record", "show"), ("record", "show", "--log", "press"),
        ("figure", "show", "released"), ("case", "show"),
    ):  # fmt: skip
        _, out, err = opened(*words)
        said.append(out + err)
    assert sum("headline" in s for s in said) >= 4
    assert any("·05" in s for s in said)
    for out in said:
        assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u202c"} & set(out)
        assert out.count("\u2068") >= out.count("\u2069"), "an isolate closed by the report's own letter"


def test_the_roster_of_a_case_is_printed_set_and_read_with(opened: Run, tmp_path: Path):
    text = "قالت كتلة النهر إن المحادثات مستمرة."
    (tmp_path / "r.txt").write_text(text, "utf-8")
    assert opened("report", "add", str(tmp_path / "r.txt"))[0] == 0
    code, table, _ = opened("case", "roster")
    assert code == 0
    assert "qatar-mfa\tbody\tqatar\t" in table
    mine = tmp_path / "mine.tsv"
    mine.write_text(table + "river\tbody\tqatar\tكتلة النهر\tthe River Bloc\n", "utf-8")
    code, said, _ = opened("case", "roster", "--set", str(mine), "--read-again")
    assert code == 0
    assert "1 report was read again" in said
    assert "river\tbody\tqatar\tكتلة النهر\tthe River Bloc" in opened("case", "roster")[1]
    assert "the River Bloc" in opened("brief")[1]


def test_a_roster_that_cannot_be_used_is_refused_by_line_and_changes_nothing(opened: Run, tmp_path: Path):
    before = opened("case", "roster")[1]
    bad = tmp_path / "bad.tsv"
    bad.write_text("river\tbody\tnobody\tكتلة النهر\tthe River Bloc\n", "utf-8")
    code, _, told = opened("case", "roster", "--set", str(bad))
    assert code == 1
    assert "nobody" in told
    assert opened("case", "roster")[1] == before


def test_a_key_is_printed_once_listed_and_taken_back(opened: Run):
    code, out, err = opened("key", "make", "weekly table", "--days", "7")
    assert (code, err) == (0, "")
    shown = out.strip()
    assert shown.startswith("wasata-")
    name = shown.split("-")[1]
    listed = opened("key", "list")[1]
    assert name in listed
    assert shown not in listed
    assert opened("key", "revoke", name)[0] == 0
    assert json.loads(opened("key", "list", "--json")[1])[0]["state"] == "revoked"
    assert "سُحب" in opened("key", "revoke", name, "--lang", "ar")[1]
    code, _, err = opened("key", "make", "weekly table", "--log", "line/north")
    assert code == 1
    assert "line/north" in err


def test_marks_are_listed_by_doubt_and_reports_are_read_again(opened: Run, tmp_path: Path):
    (tmp_path / "one.txt").write_text("Qatar said on Friday that 12 hostages were released.", "utf-8")
    assert opened("report", "add", str(tmp_path / "one.txt"))[0] == 0
    code, out, _ = opened("report", "marks", "r-0001", "--doubt")
    assert code == 0
    assert "0 of" in out
    assert "r-0001" in out
    told = json.loads(opened("report", "marks", "--doubt", "--json")[1])
    assert told["looked"] == 0
    assert told["total"] == len(told["marks"])
    assert opened("report", "marks", "r-0404", "--doubt")[0] != 0
    assert "0 reports were read again." in opened("report", "read-again")[1]
    assert "1 report was read again." in opened("report", "read-again", "r-0001")[1]
    assert "أُعيدت قراءة تقرير واحد" in opened("report", "read-again", "--all", "--lang", "ar")[1]


def test_a_reader_is_let_into_a_case_once_in_a_role_and_listed_with_what_he_holds(opened: Run):
    code, out, _ = opened("case", "admit", "layla", "--role", "analyst", "--lang", "en")
    assert (code, "layla was admitted as Analyst" in out, "Press" in out) == (0, True, True)
    listed = json.loads(opened("case", "readers", "--json")[1])
    assert {(line["reader"], line["role"]) for line in listed} >= {("layla", "analyst")}
    for name, role, told in (
        ("layla", "officer", "already"), ("Layla A", "analyst", "small Latin letters"), ("omar", "boss", "no such role"),
    ):  # fmt: skip
        code, _, err = opened("case", "admit", name, "--role", role, "--lang", "en")
        assert code != 0
        assert told in err
        assert "Traceback" not in err
    assert len(json.loads(opened("case", "readers", "--json")[1])) == len(listed)
