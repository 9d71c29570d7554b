"""Public yardsticks: how they are read, and how any reader's findings are held against them.

Danger: a rule of scoring that favours the house that wrote it.
Duty: one rule for ours and for every peer. None of the texts is kept here: all come from folders named on the command line.
Shape: `Case` is one text with what should be found in it; `statements_score`, `values_score`, `events_score` take cases and
findings. Statements: paired one to one, best first, where the contents share at least half of their words (of both
together); *attributed*: and the sources share 0.3 of theirs, or are the same words; *exact*: the same content after
quotation marks and a leading "that" / أن are taken off. Where a corpus names a pronoun as the source, any earlier place is
believed (it does not say who is meant), so the share of right sources is also told for the named ones alone. Where it
names none (an implied subject), the source is not asked.
"""

import csv
import json
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wasata.listen.pieces import word_set

Mark = dict[str, Any]
WORD = re.compile(r"\w+")
PRONOUNS = word_set(
    "he she it they i we you who which his her their that him them those this one هو هي هم هما نحن أنا ه ها"
)
SPEECH = word_set(
    "accord according acknowledge add admit allege announce answer argue assert charge claim comment complain concede "
    "confirm continue declare decline deny describe disclose emphasize explain express indicate inform insist joke "
    "maintain "
    "mention note point predict recall reiterate remark repeat reply report respond reveal say speak state stress "
    "suggest "
    "tell testify tweet urge vow warn write accuse"
)
"""Verbs of speech: what PolNeAR marks besides (beliefs, plans, hopes) is no statement of the reading contract."""
_IRREGULAR = {
    "said": "say", "told": "tell", "spoke": "speak", "spoken": "speak", "wrote": "write", "written": "write", "saying": "say",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One text of a yardstick."""

    id: str
    text: str
    lang: str
    published: str | None = None
    marks: list[Mark] = field(default_factory=list)
    wanted: Any = None

    def bare(self) -> dict[str, Any]:
        """What a reader is given."""
        return {"id": self.id, "text": self.text, "lang": self.lang, "published": self.published}


def words_in(cases: Sequence[Case]) -> int:
    return sum(len(WORD.findall(c.text)) for c in cases)


# reading them


def _converted(tool: Path, *words: str) -> list[dict[str, Any]]:
    """What a converter of shared tools makes; it writes a file, which is read and dropped."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "made.jsonl"
        done = subprocess.run(
            [sys.executable, str(tool), *words, str(out)], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"{tool} refused {' '.join(words)}: {done.stderr.strip()[-400:]}")
        return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def in_git(path: Path, inside: str) -> Path:
    """A git folder that holds `inside` at its head: the converters read from git. A plain folder or file is put into one."""
    import shutil
    import tempfile

    def run(*words: str, at: Path) -> bool:
        return subprocess.run(["git", *words], cwd=at, capture_output=True, check=False).returncode == 0

    folder = path if path.is_dir() else path.parent
    if path.is_dir() and run("cat-file", "-e", f"HEAD:{inside}", at=folder):
        return folder
    made = Path(tempfile.mkdtemp(prefix="yardstick-"))
    wanted = path if path.is_file() else path / inside
    if wanted.is_dir():
        shutil.copytree(wanted, made / inside)
        if (path / "data" / "metadata.tsv").is_file():
            shutil.copy(path / "data" / "metadata.tsv", made / "data" / "metadata.tsv")
    else:
        (made / inside).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(wanted, made / inside)
    who = ("-c", "user.name=yardstick", "-c", "user.email=yardstick@localhost")
    if not (
        run("init", "-q", at=made)
        and run("add", "-A", at=made)
        and run(*who, "commit", "-q", "-m", "as given", at=made)
    ):
        raise SystemExit(f"{path} could not be put into a git folder for its converter")
    return made


def pud(path: Path, tool: Path) -> tuple[list[Case], list[Case]]:
    """Sentences with a statement by the treebank, and all the others."""
    name = "ar_pud-ud-test.conllu"
    folder = in_git(path, name)
    found = {r["id"]: r for r in _converted(tool, str(folder), name)}
    raw = subprocess.run(
        ["git", "show", f"HEAD:{name}"], cwd=folder, capture_output=True, check=True
    ).stdout.decode("utf-8")  # fmt: skip
    with_marks, others = [], []
    for block in raw.strip().split("\n\n"):
        head = dict(line[2:].split(" = ", 1) for line in block.splitlines() if line.startswith("# ") and " = " in line)
        ident = "pud/" + head["sent_id"]
        if ident in found:
            with_marks.append(Case(ident, found[ident]["text"], "ar", None, found[ident]["statements"]))
        else:
            others.append(Case(ident, head["text"], "ar"))
    return with_marks, others


def polnear(path: Path, tool: Path, part: str) -> list[Case]:
    folder = in_git(path, f"data/{part}")
    return [
        Case(r["id"], r["text"], "en", (r["published"] or "")[:10] or None, r["statements"])
        for r in _converted(tool, str(folder), part)
    ]


def _specs(path: Path, name: str) -> list[dict[str, Any]]:
    for at in (path / "Specs" / name, path / name):
        if at.is_file():
            told = at.read_text("utf-8-sig")
            break
    else:
        done = subprocess.run(["git", "show", f"HEAD:Specs/{name}"], cwd=path, capture_output=True, check=False)
        if done.returncode:
            raise SystemExit(f"there is no Specs/{name} in {path}")
        told = done.stdout.decode("utf-8-sig")
    made: list[dict[str, Any]] = json.loads(told)
    return made


def recognizers_dates(path: Path) -> list[Case]:
    """Each with the days that would be right, date by date; a past or a coming reading both count."""
    cases = []
    for n, c in enumerate(_specs(path, "DateTime/Arabic/DateParser.json")):
        wanted = []
        for r in c["Results"]:
            told = r["Value"]
            wanted.append({told[k].get("date") for k in ("FutureResolution", "PastResolution")})
        day = c["Context"]["ReferenceDateTime"][:10]
        cases.append(Case(f"dates/{n}", c["Input"], "ar", day, wanted=(wanted, [r["Text"] for r in c["Results"]])))
    return cases


def recognizers_numbers(path: Path) -> list[Case]:
    cases = []
    for n, c in enumerate(_specs(path, "Number/Arabic/NumberModel.json")):
        wanted = [float(r["Resolution"]["value"]) for r in c["Results"] if "value" in r["Resolution"]]
        cases.append(Case(f"numbers/{n}", c["Input"], "ar", wanted=wanted))
    return cases


def attacks(path: Path) -> list[Case]:
    """Newspaper sentences judged by people: does it tell of an assault? Those they could not settle are left out."""
    with path.open(encoding="utf-8", newline="") as f:
        return [
            Case(r["id"], r["text"], "ar", wanted=r["label"] == "yes")
            for r in csv.DictReader(f)
            if r["label"] != "ambiguous"
        ]


# scoring them


@dataclass
class Score:
    """Counts that add up."""

    wanted: int = 0
    given: int = 0
    right: int = 0
    attributed: int = 0
    exact: int = 0
    named: int = 0
    named_right: int = 0
    speech: int = 0
    speech_right: int = 0
    speech_attributed: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    def f1(self, right: int | None = None) -> float:
        """Of pairs, or of those pairs that are also right in something more."""
        hits = self.right if right is None else right
        return 2 * hits / (self.given + self.wanted) if self.given + self.wanted else 0.0

    def f1_speech(self, right: int) -> float:
        """Recall over speech cues only; precision over all, since a reader does not say which of its marks are speech."""
        hits = self.right if right == self.speech_right else self.attributed
        p = hits / self.given if self.given else 0.0
        r = right / self.speech if self.speech else 0.0
        return 2 * p * r / (p + r) if p + r else 0.0


def _words_under(words: list[tuple[int, int]], s: Mark | None) -> frozenset[int]:
    return frozenset(i for i, (a, b) in enumerate(words) if a < s["end"] and b > s["start"]) if s else frozenset()


def _share(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


_LEAD = re.compile(r"(?:that|أن|إن|ان|بأن|أنّ|إنّ)\s+")
_EDGE = " \t\n\"“”„‟‘’'«»`,،.:؛;"


def bare_content(text: str) -> str:
    text = text.strip(_EDGE)
    return _LEAD.sub("", text, count=1).strip(_EDGE) if _LEAD.match(text) else text


def is_speech(cue: Mark | None) -> bool:
    for word in WORD.findall((cue or {"text": ""})["text"].lower()):
        for base in (word, _IRREGULAR.get(word, ""), word[:-1], word[:-2], word[:-3], word[:-3] + "e", word[:-3] + "y"):
            if base in SPEECH:
                return True
    return False


def statements_score(cases: Sequence[Case], found: Sequence[list[Mark]]) -> Score:
    total = Score()
    for case, given in zip(cases, found, strict=True):
        words = [(m.start(), m.end()) for m in WORD.finditer(case.text)]
        wanted = case.marks
        under_wanted = [_words_under(words, m["content"]) for m in wanted]
        under_given = [_words_under(words, m["content"]) for m in given]
        near = [
            (-share, i, j)
            for i, w in enumerate(under_wanted)
            for j, g in enumerate(under_given)
            if (share := _share(w, g)) >= 0.5
        ]
        pairs: dict[int, int] = {}
        taken: set[int] = set()
        for _, i, j in sorted(near):
            if i not in pairs and j not in taken:
                pairs[i] = j
                taken.add(j)
        total.wanted += len(wanted)
        total.given += len(given)
        for i, mark in enumerate(wanted):
            speech = is_speech(mark.get("cue"))
            total.speech += speech
            if i not in pairs:
                continue
            other = given[pairs[i]]
            total.right += 1
            total.speech_right += speech
            total.exact += bare_content(mark["content"]["text"]) == bare_content(other["content"]["text"])
            agrees, named = _source_agrees(words, mark.get("source"), other.get("source"))
            total.attributed += agrees
            total.speech_attributed += speech and agrees
            total.named += named
            total.named_right += named and agrees
    return total


def _source_agrees(words: list[tuple[int, int]], wanted: Mark | None, given: Mark | None) -> tuple[bool, bool]:
    """Whether the sources agree, and whether the corpus names one (else there is nothing to be held against)."""
    if wanted is None:
        return True, False
    told = wanted["text"].lower().strip()
    if given is None:
        return False, told not in PRONOUNS
    if told in PRONOUNS:
        return given["start"] <= wanted["end"], False
    same = told == given["text"].lower().strip()
    return same or _share(_words_under(words, wanted), _words_under(words, given)) >= 0.3, True


def values_right(cases: Sequence[Case], found: Sequence[list[Any]], same: Callable[[Any, list[Any]], bool]) -> int:
    return sum(same(c.wanted, f) for c, f in zip(cases, found, strict=True))


def same_numbers(wanted: list[float], given: list[float]) -> bool:
    """All numbers of the sentence and no other, in order."""
    return len(wanted) == len(given) and all(
        abs(a - b) <= 1e-6 * max(1e-12, abs(a)) for a, b in zip(wanted, given, strict=True)
    )


def same_days(wanted: tuple[list[set[str]], list[str]], given: list[Any]) -> bool:
    """All dates of the sentence and no other; each its past or its coming day."""
    days, _ = wanted
    unreal = [w for w in days if "0001-01-01" in w]  # the specification's way to say "no such day"
    if unreal and not given:
        return True
    return len(days) == len(given) and all(
        g is None if "0001-01-01" in w else g is not None and g[0] in w and g[0] == g[1]
        for w, g in zip(days, given, strict=True)
    )


def yes_or_no(cases: Sequence[Case], said: Sequence[bool]) -> Score:
    return Score(
        wanted=sum(c.wanted for c in cases),
        given=sum(said),
        right=sum(c.wanted and s for c, s in zip(cases, said, strict=True)),
    )
