"""How fast an archive is read: one core, two cores, Dask; what a kill costs; what 10^8 reports would take.

    python benchmarks/backlog.py [--reports 100000] [--folder DIR] [--duckdb PYTHON] [--write]

Makes an archive of varied reports (half Arabic, half English, of 60 to 400 words, no two alike) and reads it with
`wasata read --backlog` as anybody would. Memory is that of the process that holds most, looked at twice a second.
`--duckdb` names a Python that has duckdb, to ask the output; `--write` puts the table into docs/reference/backlog-speed.md.
"""

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from reading import HOUSE, WASATA, ran_on

PAGE = HOUSE / "docs" / "reference" / "backlog-speed.md"
PART = 5
"""Of so many reports one is read again in the run that is killed."""

WHO_AR = ("المتحدث باسم الحكومة", "مسؤول أمني رفيع", "وزير الخارجية", "رئيس الوفد المفاوض",
          "مصدر دبلوماسي مطلع", "المبعوث الأممي", "رئيس بلدية المدينة", "قائد المنطقة العسكرية",
          "المتحدثة باسم الصليب الأحمر", "كبير المفاوضين")  # fmt: skip
WHO_EN = ("a government spokesman", "a senior security official", "the foreign minister", "the head of the delegation",
          "an informed diplomatic source", "the UN envoy", "the city's mayor", "the regional commander",
          "a spokeswoman for the Red Cross", "the chief negotiator")  # fmt: skip
LAND_AR = ("اليمن", "السودان", "ليبيا", "سوريا", "لبنان", "العراق", "أوكرانيا", "كولومبيا", "أفغانستان", "إثيوبيا")
LAND_EN = ("Yemen", "Sudan", "Libya", "Syria", "Lebanon", "Iraq", "Ukraine", "Colombia", "Afghanistan", "Ethiopia")
TOWN_AR = ("صنعاء", "تعز", "الخرطوم", "طرابلس", "حلب", "صيدا", "الموصل", "خاركيف", "كالي", "قندهار", "مأرب", "الفاشر")
TOWN_EN = (
    "Sanaa",
    "Taiz",
    "Khartoum",
    "Tripoli",
    "Aleppo",
    "Sidon",
    "Mosul",
    "Kharkiv",
    "Cali",
    "Kandahar",
    "Marib",
    "Al Fashir",
)
DAY_AR = ("الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت")
DAY_EN = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
AR = (
    "قال {who} يوم {day} إن {n} محتجزا سيُفرج عنهم في {town} قبل نهاية الأسبوع.",
    "وأضاف أن المحادثات بشأن {land} ستُستأنف يوم {day} في {town} بعد توقف دام {m} أيام.",
    "وأعلن {who} مقتل {n} مدنيا وإصابة {m} آخرين في قصف على سوق في {town}.",
    "ونفى {who} أن يكون قد جرى التوصل إلى أي اتفاق بشأن تبادل الأسرى، مشيرا إلى أن الخلاف يدور حول {m} أسماء.",
    "ووصلت {n} شاحنة مساعدات إلى {town}، بحسب {who}، فيما بقيت {m} شاحنة عند المعبر.",
    "وحذر {who} من أن الهدنة في {land} قد تنهار إذا لم تُرفع القيود خلال {m} ساعة.",
    "«لن نقبل بأقل من وقف دائم لإطلاق النار»، قال {who} للصحافيين في {town}.",
    "ولم يصدر تعليق من الطرف الآخر. ويعيش في {town} نحو {n} ألف نسمة، ولم تسلم أحياؤها من آثار القتال.",
    "وكان الجانبان قد اتفقا في وقت سابق على فتح الطريق بين {town} وضواحيها أمام الحركة التجارية.",
    "وطالب {who} بالإفراج الفوري عن {n} أسيرا قبل أي جولة جديدة من المفاوضات.",
    "وبحسب وكالة محلية، تمدّدت الهدنة {m} أيام أخرى اعتبارا من صباح {day}.",
    "وتشهد {land} منذ سنوات نزاعا خلّف آلاف الضحايا وملايين النازحين، وتقول منظمات إن الوضع الإنساني يزداد سوءا.",
)
EN = (
    "{Who} said on {day} that {n} detainees would be freed in {town} before the end of the week.",
    "Talks on {land} will resume in {town} on {day} after a break of {m} days, he added.",
    "At least {n} civilians were killed and {m} others wounded when shells hit a market in {town}, {who} said.",
    "{Who} denied that any agreement had been reached on an exchange of prisoners.",
    "Some {n} aid trucks reached {town}, according to {who}, while {m} waited at the crossing.",
    "{Who} warned that the truce in {land} could collapse unless restrictions were lifted within {m} hours.",
    "“We will accept nothing less than a lasting ceasefire,” {who} told reporters in {town}.",
    "There was no comment from the other side. About {n},000 people live in {town}, parts of which lie in ruins.",
    "The two sides had agreed earlier to open the road between {town} and its suburbs to commercial traffic.",
    "{Who} demanded the immediate release of {n} prisoners before any new round of negotiations.",
    "The truce was extended by another {m} days from {day} morning, a local agency reported.",
    "{land} has seen years of conflict that left thousands dead and millions displaced, and aid groups say things grow worse.",
)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--reports", type=int, default=100_000)
    asked.add_argument(
        "--folder", type=Path, help="where the archive and the outputs are made (a temporary folder otherwise)"
    )
    asked.add_argument("--duckdb", help="a Python that has duckdb")
    asked.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(HOUSE)}")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        lines = []
        for line in measured(Path(folder), given.reports, given.duckdb):
            print(line, flush=True)  # as it comes: what took twenty minutes is not lost to an error in the last
            lines.append(line)
    if given.write:
        PAGE.write_text("\n".join(lines) + "\n", "utf-8")
    return 0


def measured(folder: Path, reports: int, duckdb: str | None) -> Iterator[str]:
    source = folder / "archive.jsonl"
    made = make_archive(source, reports)
    yield "# How fast an archive is read"
    yield ""
    yield "Made by `python benchmarks/backlog.py --write`; do not edit by hand."
    yield ""
    yield ran_on()
    yield ""
    yield (
        f"{reports:,} varied reports, {made['words'] // reports} words each on average, half of them Arabic, "
        f"{source.stat().st_size / 1e6:,.0f} MB; shards of 2,000; lines of JSON unless said otherwise. Memory is that of the "
        "process that holds most, in MB, at a tenth, a half and nine tenths of the way."
    )
    yield ""
    yield "| where | reports a second | times one core | MB at 1/10 | 1/2 | 9/10 | the same output |"
    yield "|---|---|---|---|---|---|---|"
    first_digest, one = "", 0.0
    for name, out, words in (
        ("1 core", "one.jsonl", ["--workers", "1"]),
        ("2 cores", "two.jsonl", ["--workers", "2"]),
        ("2 cores, to Parquet", "two.parquet", ["--workers", "2"]),
    ):
        seconds, memory = timed(source, folder / out, words)
        digest = digest_of(folder / out)
        first_digest, one = first_digest or digest, one or reports / seconds
        same = "–" if out.endswith("parquet") else "yes" if digest == first_digest else "**no**"
        yield row(name, reports / seconds, one, memory, same)
    with dask_workers() as (address, leader):
        seconds, memory = timed(source, folder / "dask.jsonl", ["--dask", address], of=leader)
    same = "yes" if digest_of(folder / "dask.jsonl") == first_digest else "**no**"
    yield row("Dask, 2 workers of one thread", reports / seconds, one, memory, same)
    part = max(reports // PART, 1)
    few = first_lines(source, folder / "part.jsonl", part)
    timed(few, folder / "whole.jsonl", ["--workers", "2"])
    seconds, after = killed_half_way(few, folder / "killed.jsonl")
    same = "yes" if digest_of(folder / "killed.jsonl") == digest_of(folder / "whole.jsonl") else "**no**"
    name = f"2 cores, {part:,} of them, killed (SIGKILL) when half of the shards stood, then asked again"
    yield f"| {name} | {part / seconds:,.0f} | | | | | {same} |"
    yield ""
    yield f"After the kill {after} shards stood and were not read again."
    yield ""
    hours = 1e8 / one / 3600
    yield (
        f"**10^8 such reports**, by the figure for one core: {hours:,.0f} core-hours, or {hours / 16:,.1f} hours on "
        f"16 cores. The archive would be {source.stat().st_size / reports * 1e8 / 1e9:,.0f} GB, the marks "
        f"{(folder / 'two.jsonl').stat().st_size / reports * 1e8 / 1e9:,.0f} GB as lines and "
        f"{(folder / 'two.parquet').stat().st_size / reports * 1e8 / 1e9:,.0f} GB as Parquet (these reports are "
        "made from few sentences and so pack better than real ones)."
    )
    if duckdb:
        yield from asked_with_duckdb(duckdb, folder / "two.parquet")


def first_lines(source: Path, path: Path, n: int) -> Path:
    """The first reports of an archive as one of their own."""
    with source.open("rb") as archive, path.open("wb") as f:
        f.writelines(islice(archive, n))
    return path


def make_archive(path: Path, reports: int) -> dict[str, int]:
    chance = random.Random(20231124)
    words = 0
    with path.open("w", encoding="utf-8") as f:
        for n in range(reports):
            lang = ("ar", "en")[n % 2]
            text = report_text(chance, lang)
            words += text.count(" ")
            day = f"{chance.randint(2014, 2025)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
            f.write(json.dumps({"id": f"b-{n:07d}", "lang": lang, "outlet": f"Outlet {n % 40}", "published": day, "text": text},
                               ensure_ascii=False) + "\n")  # fmt: skip
    return {"words": words}


def report_text(chance: random.Random, lang: str) -> str:
    who, land, town, day = (WHO_AR, LAND_AR, TOWN_AR, DAY_AR) if lang == "ar" else (WHO_EN, LAND_EN, TOWN_EN, DAY_EN)
    sentences = []
    for template in chance.choices(AR if lang == "ar" else EN, k=chance.randint(4, 25)):
        one = chance.choice(who)
        sentences.append(template.format(
            who=one, Who=one[0].upper() + one[1:], land=chance.choice(land), town=chance.choice(town),
            day=chance.choice(day), n=chance.randint(11, 999), m=chance.randint(3, 60),
        ))  # fmt: skip
    return "\n\n".join(" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3))


def start(source: Path, out: Path, words: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*WASATA, "read", "--backlog", str(source), "--out", str(out), *words],
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def timed(source: Path, out: Path, words: list[str], of: int = 0) -> tuple[float, list[int]]:
    """Seconds, and the memory of whoever holds most at a tenth, a half and nine tenths of the shards."""
    began, seen = time.monotonic(), []
    parts = out.with_name(out.name + ".parts")
    with start(source, out, words) as run:
        while run.poll() is None:
            time.sleep(0.5)
            seen.append((sum(1 for _ in parts.glob("[0-9]*[!d]")) if parts.exists() else 0, most_held(of or run.pid)))
        seconds = time.monotonic() - began
        if run.returncode:
            raise SystemExit(run.stderr.read().decode() if run.stderr else "it failed")
    whole = max(n for n, _ in seen) or 1
    return seconds, [next((mb for n, mb in seen if n >= whole * share), 0) for share in (0.1, 0.5, 0.9)]


def most_held(pid: int) -> int:
    """Megabytes of the largest process of those that were started with one."""
    found = [0]
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            told = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
            mine = os.getsid(int(status.parent.name)) == pid
        except OSError:
            continue
        if mine:
            found.append(int(told.get("VmRSS", "0 kB").split()[0]) // 1024)
    return max(found)


def killed_half_way(source: Path, out: Path) -> tuple[float, int]:
    began = time.monotonic()
    parts = out.with_name(out.name + ".parts")
    shards = None
    with start(source, out, ["--workers", "2"]) as run:
        while True:
            time.sleep(0.2)
            if shards is None and (parts / "plan.jsonl").exists():
                shards = sum(1 for _ in (parts / "plan.jsonl").open()) - 1
            if shards and sum(1 for _ in parts.glob("*.jsonl")) - 1 >= shards // 2:
                break
        os.kill(run.pid, signal.SIGKILL)
    stood = sum(1 for _ in parts.glob("*.jsonl")) - 1
    with start(source, out, ["--workers", "2"]) as run:
        run.wait()
    return time.monotonic() - began, stood


@contextmanager
def dask_workers() -> Iterator[tuple[str, int]]:
    """A scheduler and two workers of one thread, as processes of their own."""
    door = (
        "from distributed import LocalCluster; import sys\n"
        "c = LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None)\n"
        "print(c.scheduler_address, flush=True); sys.stdin.read()"
    )
    script = Path(tempfile.mkdtemp()) / "dask_two.py"
    script.write_text(f"if __name__ == '__main__':\n    {door.replace(chr(10), chr(10) + '    ')}\n", "utf-8")
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as run:
        assert run.stdout is not None
        yield run.stdout.readline().strip(), run.pid
        os.killpg(run.pid, signal.SIGKILL)


def digest_of(path: Path) -> str:
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def row(name: str, speed: float, one: float, memory: list[int], same: str) -> str:
    return f"| {name} | {speed:,.0f} | {speed / one:.2f} | " + " | ".join(f"{mb:,}" for mb in memory) + f" | {same} |"


QUERIES = (
    ("how many killed are told of, by year and party", """
select year(r.published) as year, f.party, count(*) as told, max(f.high) as highest
from read_parquet('{path}') r, unnest(r.figures) as t(f)
where f.measure = 'killed' and f.sure >= 0.5 group by all order by told desc limit 3"""),
    ("who denies most", """
select s.source.text as who, count(*) as denials
from read_parquet('{path}') r, unnest(r.statements) as t(s)
where s.act = 'deny' group by all order by denials desc, who limit 3"""),
    ("days on which talks were said to resume", """
select r.published, count(*) as reports
from read_parquet('{path}') r, unnest(r.events) as t(e)
where e.kind = 'talks_resumed' and e.status <> 'denied' group by all order by reports desc, r.published limit 3"""),
)  # fmt: skip


def asked_with_duckdb(python: str, path: Path) -> Iterator[str]:
    yield ""
    yield "## Asking the output with DuckDB"
    for title, query in QUERIES:
        words = query.format(path=path)
        code = (
            "import duckdb, time, json; duckdb.sql('SET enable_progress_bar=false'); a = time.perf_counter(); "
            f"r = duckdb.sql({words!r}).fetchall(); "
            "print(json.dumps([time.perf_counter() - a, [list(map(str, x)) for x in r]], ensure_ascii=False))"
        )
        done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
        seconds, rows = json.loads(done.stdout)
        yield ""
        yield f"{title[0].upper()}{title[1:]}: {seconds:.2f} s."
        yield ""
        yield "```sql" + query.format(path="marks.parquet") + "\n```"
        yield ""
        yield from (f"    {'  '.join(r)}" for r in rows)


if __name__ == "__main__":
    sys.exit(main())
