"""How fast pages are, and how heavy, with thousands of reports in the case: one command, one table.

    python benchmarks/pages.py [--reports 5000] [--home FOLDER] [--write]

Makes a case of invented reports of about 2,500 characters (the sample's sentences with other figures, days and names;
the same ones each time), reads them with all their marks, and asks every page ten times in a process that has just
started, as its one worker: the slowest counts, also right after a report was added. `--home` keeps the folder and uses
it again. `--write` puts the table into docs/reference/pages-speed.md, with what it ran on.
"""

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parent.parent
PAGE = HOUSE / "docs" / "reference" / "pages-speed.md"
CASE = "bench"
READER = "lead"
LENGTH = 2_500
TIMES = 10
OUTLETS = [
    ("News agency A", "agency"), ("Agency B", "agency"), ("Channel C", "broadcaster"), ("Paper D", "newspaper"),
    ("Paper E", "newspaper"), ("Ministry F", "ministry"), ("UN body G", "un_body"), ("Aid body H", "aid_body"),
]  # fmt: skip
PLAIN = {
    "ar": [
        "وتجري الاتصالات في عدة عواصم وسط تكتم على التفاصيل، ولا يُعلن عن مضمونها إلا القليل.",
        "وتتولى فرق فنية متابعة ما يُتفق عليه على الأرض، وتعمل على مدار الساعة من غرفة واحدة.",
        "ولم يتضح بعد متى تُعقد الجولة التالية ولا على أي مستوى.",
        "ويواجه سكان المناطق الشمالية نقصا حادا في الماء والوقود والدواء.",
        "ويرى متابعون أن الخلاف يدور على ترتيب الخطوات أكثر مما يدور على مبدئها.",
        "وتطالب عائلات من الجانبين بمعرفة مصير ذويها وبالسماح بزيارتهم.",
        "وتبقى المعابر مفتوحة لساعات محدودة في النهار، وتُفتش الحمولات قبل دخولها.",
    ],
    "en": [
        "Contacts went on in several capitals, with little said in public about what they cover.",
        "Technical teams follow what is agreed on the ground and work from one room around the clock.",
        "It was not clear when the next round would be held, or at what level.",
        "People in the north face a severe lack of water, fuel and medicine.",
        "Those who follow the talks say the order of the steps is harder than their principle.",
        "Families on both sides ask to know what became of their relatives and to be allowed to visit them.",
        "The crossings open for limited hours in the day, and loads are searched before they enter.",
    ],
}  # sentences as reports have them between their news: about half of a report
BARS = {"page": 0.200, "restart": 2.0, "memory": 400, "brief": 1.0}


# the reports


def invented(number: int) -> Iterator[dict[str, Any]]:
    """The reports, oldest first, over seventy days; two in three Arabic."""
    lot = random.Random(20231124)
    sentences: dict[str, list[str]] = {"ar": [], "en": []}
    for line in (HOUSE / "src" / "wasata" / "sample" / "reports.jsonl").read_text("utf-8").splitlines():
        told = json.loads(line)
        sentences[told["lang"]] += [s for s in told["text"].splitlines() if len(s) > 40]
    start = datetime(2023, 10, 8, 4, 0, tzinfo=UTC)
    for n in range(number):
        lang = "ar" if n % 3 else "en"
        parts: list[str] = []
        while sum(map(len, parts)) < LENGTH:
            parts.append(lot.choice(PLAIN[lang]) if lot.random() < 0.5 else _varied(lot.choice(sentences[lang]), lot))
        at = start + timedelta(minutes=n * 70 * 24 * 60 / number)
        outlet, kind = lot.choice(OUTLETS)
        yield {
            "text": "\n".join(parts), "lang": lang, "title": f"{n + 1}. {parts[0][:70]}", "outlet": outlet,
            "outlet_kind": kind, "published": at.date(), "published_at": at,
        }  # fmt: skip


def _varied(sentence: str, lot: random.Random) -> str:
    """A sentence with other figures in it; days of the month and clock times stay what they can be."""

    def other(m: re.Match[str]) -> str:
        n = int(m.group().replace(",", ""))
        return m.group() if n < 32 or n > 100_000 else str(max(33, round(n * lot.uniform(0.85, 1.15))))

    return re.sub(r"(?<![\d:.])\d{2,6}(?![\d:.])", other, sentence)


def make(home_path: Path, number: int) -> None:
    """The case with its reports, read and recorded, and the snapshots a room leaves behind when it closes."""
    from wasata.desk.access import Desk, keep_snapshots
    from wasata.desk.case import open_case
    from wasata.desk.report import NewReport, Taken, take_in_reports
    from wasata.record.home import Home

    home = Home.create(home_path)
    desk: Desk = open_case(
        home, CASE, names={"ar": "قضية القياس", "en": "Measuring case"}, period={"ar": "خريف", "en": "Autumn"}, lead=READER,
        parties=("israel", "hamas"), mediators=("qatar", "egypt"), zone="Asia/Qatar", public_only=True,
    )  # fmt: skip
    began = time.perf_counter()
    came = (NewReport(came_by="command", **told) for told in invented(number))
    done = sum(isinstance(t, Taken) for t in take_in_reports(desk, came))
    took = time.perf_counter() - began
    keep_snapshots(home)
    home.close()
    print(f"{done} reports read and recorded in {took:.0f} s", file=sys.stderr)


def one_more(n: int) -> Any:
    from wasata.desk.report import NewReport

    told = next(invented(1))
    told["text"] = f"Report {n} of this run, made at {time.time_ns()}.\n" + told["text"]
    told["published"], told["published_at"] = date(2023, 12, 17), datetime(2023, 12, 17, 5, n % 60, tzinfo=UTC)
    return NewReport(came_by="command", **told)


# measuring, each in a process of its own


def ask_desk(home_path: Path) -> dict[str, Any]:
    """What the pages are made of, without templates: the desk's questions alone."""
    started = time.perf_counter()
    from wasata.desk import brief, case, contradiction, disagreement, figure, record, report, thread, timeline
    from wasata.desk.access import Desk
    from wasata.record.home import Home

    imported = time.perf_counter()
    desk = Desk.open(Home.open(home_path), CASE, READER)
    at = datetime(2023, 12, 17, 6, tzinfo=UTC)
    then = datetime(2023, 11, 20, 6, tzinfo=UTC)
    questions: dict[str, Callable[[], Any]] = {
        "case head": lambda: case.case_head(desk, "ar"),
        "brief": lambda: brief.brief(desk, "ar", as_of=at, by="published"),
        "brief in English": lambda: brief.brief(desk, "en", as_of=at, by="published"),
        "brief since a month": lambda: brief.brief(desk, "ar", as_of=at, since=at - timedelta(days=30), by="published"),
        "brief as of an hour in the past": lambda: brief.brief(desk, "ar", as_of=then, by="published"),
        "brief by the record": lambda: brief.brief(desk, "ar"),
        "press": lambda: report.press_list(desk, "ar"),
        "press, last page": lambda: report.press_list(desk, "ar", page=10_000),
        "search, frequent word": lambda: report.search(desk, "غزة", "ar"),
        "search, phrase": lambda: report.search(desk, '"وقف إطلاق النار" حماس', "ar"),
        "search, nothing found": lambda: report.search(desk, "زرافة", "ar"),
        "report": lambda: report.report_page(desk, _one_of_them(desk), "ar"),
        "figures": lambda: figure.figures(desk, "ar", as_of=at, by="published"),
        "figures by the record": lambda: figure.figures(desk, "ar"),
        "one thing counted": lambda: figure.figure_page(desk, "killed.palestinians", "ar"),
        "the thing with most values": lambda: figure.figure_page(desk, _most(desk), "ar"),
        "stories": lambda: thread.threads(desk, "ar", order="most"),
        "one story": lambda: thread.thread_page(desk, _most_printed(desk), "ar"),
        "contradictions": lambda: contradiction.contradictions(desk, "ar"),
        "timeline": lambda: timeline.timeline(desk, "ar"),
        "timeline of one party": lambda: timeline.timeline(desk, "ar", timeline.Asked(party="qatar", kind="release")),
        "record": lambda: record.record_page(desk, "ar"),
        "record, one log": lambda: record.record_page(desk, "ar", log="press", page=7),
    }
    first = _timed(questions["brief"])
    disagreement.prepare_figures(desk)
    report.prepare_search(desk)
    timeline.prepare_timeline(desk)
    contradiction.prepare_contradictions(desk)
    found = {"imports": imported - started, "first": first, "pages": {}, "after": {}}
    for name, ask in questions.items():
        found["pages"][name] = max(_timed(ask) for _ in range(TIMES))
    for n in range(TIMES):
        report.take_in_report(desk, one_more(n))
        for name, ask in questions.items():
            found["after"][name] = max(found["after"].get(name, 0.0), _timed(ask))
    found["memory"] = _memory()
    return found


def _one_of_them(desk: Any) -> str:
    """An early report of the case, however many it holds."""
    from wasata.desk.press import PRESS

    reports = desk.fold(PRESS).reports
    return str(reports[len(reports) // 50].id)


def _most_printed(desk: Any) -> str:
    """A report of the story with most prints."""
    from wasata.desk.press import PRESS

    press = desk.fold(PRESS)
    return str(press.reports[max(press.tellings.threads.members.values(), key=len)[0]].id)


def _most(desk: Any) -> str:
    from wasata.desk.press import PRESS

    things = desk.fold(PRESS).figures.things
    return max(things, key=lambda t: sum(map(len, things[t].values())))


def ask_room(home_path: Path) -> dict[str, Any]:
    """Whole pages: Django's own client, so server time from request to last byte, without a network."""
    os.environ["WASATA_HOME"] = os.environ["WASATA_TEST_HOME"] = str(home_path)
    os.environ["DJANGO_SETTINGS_MODULE"] = "wasata.room.settings.test"
    started = time.perf_counter()
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from wasata.desk.contradiction import prepare_contradictions
    from wasata.desk.disagreement import prepare_figures
    from wasata.desk.report import prepare_search, take_in_report
    from wasata.desk.timeline import prepare_timeline
    from wasata.room import wiring
    from wasata.room.models import Person

    imported = time.perf_counter()
    call_command("migrate", verbosity=0)  # the tables of people, in memory: a room has them already
    person = Person(username=READER, lang="ar")
    person.set_password("for this measurement only")
    person.save()
    client = Client(SERVER_NAME="testserver")
    client.force_login(person)
    desk = wiring.desk_of(READER, CASE)
    found: dict[str, Any] = {"imports": imported - started, "pages": {}, "after": {}, "wrong": {}}
    found["first"] = _timed(lambda: client.get(f"/ar/case/{CASE}/brief/"))
    moment, past = "by=published&at=2023-12-17T06:00", "by=published&at=2023-11-20T06:00"
    pages = {
        "brief": f"/ar/case/{CASE}/brief/", "brief in English": f"/en/case/{CASE}/brief/",
        "brief at an hour": f"/ar/case/{CASE}/brief/?{moment}", "brief in the past": f"/ar/case/{CASE}/brief/?{past}",
        "press": f"/ar/case/{CASE}/press/", "search, frequent word": f"/ar/case/{CASE}/press/?q=غزة",
        "search, phrase": f'/ar/case/{CASE}/press/?q="وقف إطلاق النار" حماس',
        "report": f"/ar/case/{CASE}/press/{_one_of_them(desk)}/",
        "figures": f"/ar/case/{CASE}/figures/", "one thing counted": f"/ar/case/{CASE}/figures/killed.palestinians/",
        "stories": f"/ar/case/{CASE}/press/threads/?order=most",
        "one story": f"/ar/case/{CASE}/press/threads/{_most_printed(desk)}/",
        "contradictions": f"/ar/case/{CASE}/contradictions/", "timeline": f"/ar/case/{CASE}/timeline/",
        "timeline of one party": f"/ar/case/{CASE}/timeline/?party=qatar&kind=release",
        "record": f"/ar/case/{CASE}/record/", "record, one log": f"/ar/case/{CASE}/record/?log=press&page=7",
    }  # fmt: skip
    pages = {name: _address(address) for name, address in pages.items()}
    prepare_figures(desk)  # the room does both by itself, in a thread, just after it has opened
    prepare_search(desk)
    prepare_timeline(desk)
    prepare_contradictions(desk)
    for name, address in pages.items():
        found["pages"][name] = max(_timed(lambda a=address: client.get(a)) for _ in range(TIMES))
        answer = client.get(address)
        if answer.status_code != 200:
            found["wrong"][name] = answer.status_code
    for n in range(TIMES):
        take_in_report(desk, one_more(n))
        for name, address in pages.items():
            found["after"][name] = max(found["after"].get(name, 0.0), _timed(lambda a=address: client.get(a)))
    found["memory"] = _memory()
    return found


def _address(address: str) -> str:
    from urllib.parse import quote

    return quote(address, safe="/?&=:")


def _timed(ask: Callable[[], Any]) -> float:
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


def _memory() -> int:
    """The most this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _as_installed() -> dict[str, str]:
    """The environment without the switch that would have every module compiled anew by each process."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def ask_command(home_path: Path) -> float:
    """`wasata brief` from the shell: the slowest of five, process start to process end, after one that is not counted and
    leaves the compiled modules that any house in use has."""
    command = [sys.executable, "-c", "from wasata.cli.main import main; main()", "brief", "--lang", "ar"]
    env = _as_installed() | {"WASATA_HOME": str(home_path)}
    subprocess.run(command, env=env, check=True, capture_output=True)
    times = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run(command, env=env, check=True, capture_output=True)
        times.append(time.perf_counter() - began)
    return max(times)


# telling


def told(home_path: Path, number: int) -> tuple[list[str], bool]:
    from reading import ran_on  # not where pages are measured: it brings the reader with it

    told_of = ran_on()
    desk, room = (_in_a_process(name, home_path) for name in ("desk", "room"))
    command = ask_command(home_path)
    lines = [
        "# How fast and how heavy the pages are",
        "",
        "Made by `python benchmarks/pages.py --write`; do not edit by hand.",
        "",
        f"{number:,} invented reports of about {LENGTH:,} characters with all their marks in one case. Times are server time",
        f"in milliseconds, the slowest of {TIMES}, one worker; “after” is right after a report was added. {told_of} When it",
        f"ended the load was {os.getloadavg()[0]:.1f}.",
        "",
    ]  # fmt: skip
    good = True
    for title, found in (("Whole pages", room), ("What they are made of (the desk alone)", desk)):
        lines += [f"## {title}", "", "| page | ms | after, ms |", "|---|---:|---:|"]
        for name, seconds in found["pages"].items():
            after = found["after"].get(name, 0.0)
            wrong = f" (answered {found['wrong'][name]})" if found.get("wrong", {}).get(name) else ""
            good &= not wrong and max(seconds, after) < BARS["page"]
            lines.append(f"| {name}{wrong} | {seconds * 1000:.0f} | {after * 1000:.0f} |")
        start = found["imports"] + found["first"]
        good &= start < BARS["restart"] and found["memory"] < BARS["memory"]
        lines += [
            "",
            f"First page after a restart: {start:.2f} s ({found['imports']:.2f} s of it to start). "
            f"Most memory held: {found['memory']} MB.",
            "",
        ]  # fmt: skip
    good &= command < BARS["brief"]
    lines += [f"`wasata brief --lang ar` from the shell, slowest of five: {command:.2f} s.", ""]
    lines += [
        f"Bars: a page under {BARS['page'] * 1000:.0f} ms, the first after a restart under {BARS['restart']:.0f} s, "
        f"under {BARS['memory']} MB, `wasata brief` under {BARS['brief']:.0f} s: " + ("all met." if good else "NOT all met.")
    ]  # fmt: skip
    return lines, good


def _in_a_process(name: str, home_path: Path) -> dict[str, Any]:
    asked = [sys.executable, __file__, "--home", str(home_path), "--only", name]
    answer = subprocess.run(
        asked, check=True, stdout=subprocess.PIPE, text=True, env=_as_installed() | {"PYTHONHASHSEED": "0"}
    )
    found: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return found


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--reports", type=int, default=5000)
    asked.add_argument("--home", type=Path, help="a folder to keep the case in, or to use again")
    asked.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(HOUSE)}")
    asked.add_argument("--only", choices=["desk", "room", "make"], help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.only in ("desk", "room"):
        print(json.dumps({"desk": ask_desk, "room": ask_room}[given.only](given.home)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = given.home or Path(folder) / "home"
        if not (path / "home.json").exists():
            make(path, given.reports)
        if given.only == "make":
            return 0
        lines, good = told(path, given.reports)
    print("\n".join(lines))
    if given.write:
        PAGE.write_text("\n".join(lines) + "\n", "utf-8")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
