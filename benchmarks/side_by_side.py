"""Ours and every peer that can be run over the public yardsticks, in one run: the rows of the reading benchmark.

Danger: a peer's figure taken from elsewhere that looks as if it had been run; a yardstick that ours is asked easily and
others hard.
Duty: what was run stands in the columns of the run; what was not, and why, stands apart with the source of its figure.
Shape: `Asked` is what the command line gave; each `…_rows` gives the lines of one table and adds to `summary`.
"""

import json
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import baselines
import yardsticks
from wasata.listen import reader
from wasata.listen.ar.asked import dates_asked
from wasata.listen.ar.dates import dates_in
from wasata.listen.ar.fractions import numbers_in
from yardsticks import Case, Score

PEERS = Path(__file__).resolve().parent / "peers.py"


@dataclass
class Asked:
    """Where the yardsticks and the peers are; None where they were not given."""

    pud: Path | None = None
    polnear: Path | None = None
    recognizers: Path | None = None
    gsr: Path | None = None
    peers: list[Path] = field(default_factory=list)
    citron: Path | None = None
    citron_model: Path | None = None
    gendergap: Path | None = None
    ud_tool: Path = Path()
    polnear_tool: Path = Path()
    extra: Path | None = None


@dataclass
class Run:
    """What one reader found, and how long its processor worked for it."""

    name: str
    found: list[dict[str, Any]]
    seconds: float
    version: str = ""
    failed: int = 0
    why: str = ""

    def words_a_second(self, cases: Sequence[Case]) -> str:
        return f"{yardsticks.words_in(cases) / self.seconds:,.0f}" if self.seconds else "–"

    @property
    def told(self) -> str:
        return self.name + (f" (broke on {self.failed} texts)" if self.failed else "")


@dataclass
class NotRun:
    """A peer that could not be run here, and why."""

    name: str
    why: str


def ours(cases: Sequence[Case], part: str) -> Run:
    """Our reader over the cases; the clock runs over reading with all four marks."""
    for c in cases[:20]:
        reader.read(c.text, c.lang, None)  # type: ignore[arg-type]
    made = []
    began = time.process_time()
    for c in cases:
        made.append(reader.read(c.text, c.lang, date.fromisoformat(c.published) if c.published else None))  # type: ignore[arg-type]
    spent = time.process_time() - began
    return Run(
        "Wasata",
        [{part: m.as_json(c.text, explain=True)[part]} for c, m in zip(cases, made, strict=True)],
        spent,
        f"reader {reader.VERSION}",
    )


def peer(asked: Asked, name: str, cases: Sequence[Case], shown: str) -> Run | NotRun:
    """Asks one peer, in the first of the Pythons given that has it."""
    if not asked.peers:
        return NotRun(shown, "no Python with peers was given (--peers)")
    words = [str(PEERS), name]
    for option, path in (
        ("--citron", asked.citron), ("--citron-model", asked.citron_model), ("--gendergap", asked.gendergap),
    ):  # fmt: skip
        if path is not None:
            words += [option, str(path.resolve())]
    fed = "".join(json.dumps(c.bare(), ensure_ascii=False) + "\n" for c in cases)
    told = ""
    for python in asked.peers:
        done = subprocess.run([str(python), *words], input=fed, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            *lines, last = [json.loads(line) for line in done.stdout.splitlines()]
            broke = [x["failed"] for x in lines if "failed" in x]
            if lines and len(broke) == len(lines):
                return NotRun(shown, f"{last['version']}: {broke[0]}")
            return Run(shown, lines, last["seconds"], last["version"], len(broke))
        told = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"exit {done.returncode}"
    return NotRun(shown, told[:160])


def baseline(name: str, cases: Sequence[Case], part: str, find: Any) -> Run:
    began = time.process_time()
    found = [{part: find(c.text)} for c in cases]
    return Run(name, found, time.process_time() - began, "benchmarks/baselines.py")


def pct(value: float) -> str:
    return f"{100 * value:.1f}"


class Table:
    """The page as it grows: the summary, the tables beneath it, and what could not be run."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.summary: list[str] = []
        self.details: list[str] = []
        self.not_run: list[NotRun] = []
        self.versions: dict[str, str] = {}

    def row(self, marks: str, yardstick: str, best: str, goal: str, here: str, peers: str) -> None:
        self.summary.append(f"| {marks} | {yardstick} | {best} | {goal} | **{here}** | {peers} |")

    def ask(self, name: str, shown: str, cases: Sequence[Case]) -> Run | None:
        found = peer(self.asked, name, cases, shown)
        if isinstance(found, NotRun):
            if all(n.name != shown for n in self.not_run):
                self.not_run.append(found)
            return None
        self.versions[shown] = found.version
        return found

    # each yardstick

    def statements_en(self) -> None:
        if self.asked.polnear is None:
            return
        cases = yardsticks.polnear(self.asked.polnear, self.asked.polnear_tool, "dev")
        runs = [ours(cases, "statements")]
        for name, shown in (
            ("gendergap", "GenderGapTracker"),
            ("textacy", "textacy"),
            ("citron-retrained", "Citron, retrained"),
        ):
            if (name == "gendergap" and self.asked.gendergap is None) or (
                name == "citron-retrained" and not (self.asked.citron and self.asked.citron_model)
            ):
                self.not_run.append(NotRun(shown, "its code was not given"))
                continue
            if found := self.ask(name, shown, cases):
                runs.append(found)
        alone = self.ask("spacy-alone", "spaCy alone", cases)
        marks = sum(len(c.marks) for c in cases)
        self.details += [
            "### English statements: PolNeAR dev", "",
            f"{len(cases)} reports, {yardsticks.words_in(cases):,} words, {marks} attributions, of which those with "
            "a verb of "
            "speech count apart (precision over all that was found, recall over those).", "",
            "| system | precision | recall | overlap F1 | attributed F1 | exact F1 | speech cues: overlap F1 | "
            "speech cues: attributed F1 "
            "| named sources right | words/s |",
            "|---|---|---|---|---|---|---|---|---|---|",
        ]  # fmt: skip
        told = []
        scores: dict[str, Score] = {}
        for run in runs:
            s = scores[run.name] = yardsticks.statements_score(cases, [f.get("statements", []) for f in run.found])
            self.details.append(
                f"| {run.told} | {pct(s.precision)} | {pct(s.recall)} | {pct(s.f1())} | {pct(s.f1(s.attributed))} | "
                f"{pct(s.f1(s.exact))} "
                f"| {pct(s.f1_speech(s.speech_right))} | {pct(s.f1_speech(s.speech_attributed))} "
                f"| {pct(s.named_right / s.named if s.named else 0)} | {run.words_a_second(cases)} |"
            )
            if run.name != "Wasata":
                told.append(run.name)
        if alone:
            self.details.append(f"| {alone.name}, nothing found | | | | | | | | | {alone.words_a_second(cases)} |")
        self.details.append("")

        def pair(s: Score, speech: bool) -> str:
            first, second = (
                (s.f1_speech(s.speech_right), s.f1_speech(s.speech_attributed))
                if speech
                else (s.f1(), s.f1(s.attributed))
            )
            return f"{pct(first)} / {pct(second)}"

        for speech, what, best, goal in (
            (False, "all attributions", "Citron retrained 56.5 / 50.4", "≥ 58 / ≥ 52"),
            (True, "speech cues", "Citron retrained 68.5 / 61.9", "≥ 73 / ≥ 66"),
        ):
            self.row(
                "English statements", f"PolNeAR dev, {what}: overlap / attributed", best, goal, pair(scores["Wasata"], speech),
                "; ".join(f"{n} {pair(scores[n], speech)}" for n in told) or "–",
            )  # fmt: skip

    def statements_ar(self) -> None:
        if self.asked.pud is None:
            return
        cases, others = yardsticks.pud(self.asked.pud, self.asked.ud_tool)
        runs = [ours(cases, "statements"), baseline("a pattern", cases, "statements", baselines.arabic_statements)]
        elsewhere = [
            ours(others, "statements"),
            baseline("a pattern", others, "statements", baselines.arabic_statements),
        ]
        self.details += [
            "### Arabic statements: UD_Arabic-PUD", "",
            f"{len(cases)} sentences with {sum(len(c.marks) for c in cases)} statements by the treebank's own marks, "
            f"{len(others)} others. No other program that reads Arabic statements could be had; a pattern stands in.", "",
            "| system | precision | recall | overlap F1 | attributed F1 | exact F1 | found in the other sentences "
            "| words/s |",
            "|---|---|---|---|---|---|---|---|",
        ]  # fmt: skip
        shown = []
        for run, more in zip(runs, elsewhere, strict=True):
            s = yardsticks.statements_score(cases, [f["statements"] for f in run.found])
            beyond = sum(len(f["statements"]) for f in more.found)
            self.details.append(
                f"| {run.name} | {pct(s.precision)} | {pct(s.recall)} | {pct(s.f1())} | {pct(s.f1(s.attributed))} | "
                f"{pct(s.f1(s.exact))} "
                f"| {beyond} | {run.words_a_second(cases)} |"
            )
            shown.append(f"{pct(s.f1())} / {pct(s.f1(s.attributed))}")
        self.details.append("")
        wrong = judged(self.asked.extra, others, elsewhere[0])
        self.details += [wrong, ""]
        self.row(
            "Arabic statements", "UD_Arabic-PUD: overlap / attributed", "prototype 92.6 / 84.0", "≥ 96 / ≥ 91", shown[0],
            f"a pattern {shown[1]}",
        )  # fmt: skip
        self.row(
            "Arabic statements",
            f"the other {len(others)} sentences of it",
            "prototype 50 found, some 29 wrong",
            "≤ 15 wrong",
            wrong,
            "–",
        )

    def numbers_and_dates(self) -> None:
        if self.asked.recognizers is None:
            return
        numbers = yardsticks.recognizers_numbers(self.asked.recognizers)
        dates = yardsticks.recognizers_dates(self.asked.recognizers)
        self.details += ["### Arabic numbers and dates: the specifications of Recognizers-Text", ""]
        self.details += ["A case is right when all its numbers (dates) are found with their values, and no other.", ""]
        self.details += ["| what | system | right | of | share | words/s |", "|---|---|---|---|---|---|"]
        began = time.process_time()
        made = [[float(v) for _, v in numbers_in(c.text)] for c in numbers]
        runs = [Run("Wasata", [{"numbers": m} for m in made], time.process_time() - began)]
        for name in ("puckling-numbers", "pyarabic", "arabic-itn", "number-parser", "text2num"):
            if found := self.ask(name, name.removesuffix("-numbers"), numbers):
                runs.append(found)
        self._values("numbers", numbers, runs, yardsticks.same_numbers, "puckling 27 %", "≥ 90 %")
        began = time.process_time()
        days = [
            [
                None if d is None else [d[0].isoformat(), d[1].isoformat()]
                for _, d in dates_in(c.text, date.fromisoformat(c.published or ""))
            ]
            for c in dates
        ]
        in_reports = Run(
            "Wasata, as it reads reports (a bare 4/22 is no date there)",
            [{"dates": d} for d in days],
            time.process_time() - began,
        )
        began = time.process_time()
        typed = [
            [
                [d[0].isoformat(), d[1].isoformat()]
                for _, d in dates_asked(c.text, date.fromisoformat(c.published or ""))
            ]
            for c in dates
        ]
        runs = [
            Run("Wasata, as it reads what a person types", [{"dates": d} for d in typed], time.process_time() - began),
            in_reports,
        ]
        for name, told in (("dateparser", "dateparser search_dates"), ("puckling-dates", "puckling")):
            if found := self.ask(name, told, dates):
                runs.append(found)
        phrases = [
            Case(c.id, c.wanted[1][0] if c.wanted[1] else c.text, "ar", c.published, wanted=c.wanted)
            for c in dates
            if len(c.wanted[0]) < 2
        ]
        if found := self.ask("dateparser-phrase", "dateparser parse, given only the date's own words", phrases):
            n = yardsticks.values_right(phrases, [f.get("dates", []) for f in found.found], yardsticks.same_days)
            easier = f"| dates | {found.told} | {n} | {len(phrases)} | {n / len(phrases):.0%} | {found.words_a_second(phrases)} |"
        else:
            easier = ""
        self._values("dates", dates, runs, yardsticks.same_days, "dateparser 35 %", "≥ 85 %")
        self.details += [*([easier] if easier else []), ""]

    def _values(self, what: str, cases: list[Case], runs: list[Run], same: Any, best: str, goal: str) -> None:
        told: list[tuple[str, str]] = []
        for run in runs:
            n = yardsticks.values_right(cases, [f.get(what, []) for f in run.found], same)
            self.details.append(
                f"| {what} | {run.told} | {n} | {len(cases)} | {n / len(cases):.0%} | {run.words_a_second(cases)} |"
            )
            told.append((run.name, f"{n / len(cases):.0%}"))
        here = [(n.removeprefix("Wasata").strip(", "), v) for n, v in told if n.startswith("Wasata")]
        others = [f"{n} {v}" for n, v in told if not n.startswith("Wasata")]
        self.row(
            f"Arabic {what}", f"Recognizers-Text, {len(cases)} cases", best, goal,
            "; ".join(f"{v} {n}".strip() for n, v in here), "; ".join(others) or "–",
        )  # fmt: skip

    def attacks(self) -> None:
        if self.asked.gsr is None:
            return
        path = self.asked.gsr / "assault_gsr.csv" if self.asked.gsr.is_dir() else self.asked.gsr
        cases = yardsticks.attacks(path)
        run = ours(cases, "events")
        began = time.process_time()
        words = [baselines.tells_of_attack(c.text) for c in cases]
        by_words = Run("a list of words", [], time.process_time() - began)
        attack = [[m for m in f["events"] if m["kind"] == "attack"] for f in run.found]
        told = {
            "Wasata": (yardsticks.yes_or_no(cases, [bool(a) for a in attack]), run),
            "Wasata, only what happened or goes on": (
                yardsticks.yes_or_no(cases, [any(m["status"] in ("happened", "ongoing") for m in a) for a in attack]), run,
            ),
            by_words.name: (yardsticks.yes_or_no(cases, words), by_words),
        }  # fmt: skip
        self.details += [
            "### Attacks: arabic_event_gsr, ASSAULT", "",
            f"{len(cases)} newspaper sentences, {sum(c.wanted for c in cases)} of them telling of an assault by all "
            "who judged; those "
            "they could not settle are left out.", "",
            "| system | precision | recall | F1 | words/s |", "|---|---|---|---|---|",
        ]  # fmt: skip
        for name, (s, r) in told.items():
            self.details.append(
                f"| {name} | {pct(s.precision)} | {pct(s.recall)} | {pct(s.f1())} | {r.words_a_second(cases)} |"
            )
        self.details.append("")
        self.row(
            "attack events", "arabic_event_gsr, ASSAULT: F1", "keywords 29.6", "≥ 60", pct(told["Wasata"][0].f1()),
            f"a list of words {pct(told[by_words.name][0].f1())}",
        )  # fmt: skip

    def unrun(self) -> list[str]:
        """What could not be run, why, and what it reached when somebody did."""
        lines = ["### Not run here", "", "| system | why | its figure elsewhere |", "|---|---|---|"]
        lines += [f"| {n.name} | {n.why.replace('|', '/')} | – |" for n in self.not_run]
        lines += [f"| {name} | {why} | {figure} |" for name, why, figure in ELSEWHERE]
        return [*lines, ""]


ELSEWHERE = (
    (
        "Citron, retrained by an earlier hand",
        "run here with a training of our own, which is weaker: one source and one piece of content a quotation, "
        "its resolvers as "
        "shipped",
        "56.5 / 50.4 on PolNeAR dev, 68.5 / 61.9 on speech cues (the study this benchmark follows)",
    ),
    (
        "Citron, the model its authors ship",
        "the cue model is missing from the copy to be had, and PARC3 is sold",
        "content overlap F1 83.3 on PARC3 test (its own README); 47.5 / 41.4 on PolNeAR dev with a cue model made "
        "anew (an earlier "
        "measurement of ours)",
    ),
    (
        "CoreNLP quote annotator",
        "Java, models from a hub; direct quotations only",
        "speakers unknown in 26 % of news quotations (told by its users, no. 905)",
    ),
    (
        "Alrahabi, Arabic quotations",
        "no code to be had",
        "identification precision 93, recall 88 on its own texts (abstract)",
    ),
    ("PETRARCH-2, UniversalPetrarch", "Python 2; parser models from a hub", "none on this set"),
    (
        "Hadath / SinaTools (events)",
        "weights from a hub",
        "94.0 F1 in domain, 83.6 out of it, on another task (abstract)",
    ),
)


def judged(extra: Path | None, others: Sequence[Case], run: Run) -> str:
    """What was found where the treebank has no statement: listed for a person, whose verdicts are kept and counted.

    The file has a line for each: verdict (empty, `right`, `wrong`), sentence, rule, cue, source, content. A verdict holds as long
    as the same words are found again.
    """
    lines = [
        (c.id, m["rule"], *(" ".join(m[k]["text"].split()) for k in ("cue", "source", "content")))
        for c, f in zip(others, run.found, strict=True)
        for m in f["statements"]
    ]
    if extra is None:
        return f"{len(lines)} found, not judged"
    known: dict[tuple[str, ...], str] = {}
    if extra.is_file():
        for line in extra.read_text("utf-8").splitlines()[1:]:
            verdict, ident, _rule, *rest = line.split("\t")
            known[(ident, *rest)] = verdict.strip()
    told = [(known.get((ident, *rest), ""), ident, rule, *rest) for ident, rule, *rest in lines]
    head = "verdict\tsentence\trule\tcue\tsource\tcontent"
    extra.write_text("\n".join([head, *("\t".join(t) for t in told)]) + "\n", "utf-8")
    verdicts = [t[0] for t in told]
    text = f"{len(lines)} found: {verdicts.count('right')} right and {verdicts.count('wrong')} wrong by one reader's judgement"
    open_ = len(lines) - verdicts.count("right") - verdicts.count("wrong")
    return text + (f", {open_} not judged" if open_ else "")
