"""A report's marks, drawn over its text: which letters lie under which marks, and what each mark says.

Danger: a mark set over words it does not quote; two marks over one word of which one is lost.
Duty: every mark of the standing reading as a card (`MarkLine`), the text as runs that never overlap (`Run`).
Shape: `marks_of` numbers the marks in order of place; `paragraphs_of` cuts the text at every beginning and end of a mark,
so each run knows all marks over it, and joined runs are the text, letter for letter.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal

from wasata import words
from wasata.desk.amount import amount_shown, measure_label, people_of
from wasata.desk.filed import GROUPS, Filed, instant
from wasata.desk.hand import Hand, Laid, Standing, seen_of, token_of
from wasata.desk.voice import Certainty, Names, Who, author_shown, rule_certainty
from wasata.listen.sentences import sentences_of
from wasata.values import Lang
from wasata.watch.figure import Quarrel

Group = Literal["statements", "figures", "dates", "events"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text under the same marks. `marks`: ids of the marks over it; `begins`, `ends`: those that start or end here.

    `hit` is set on words a search found.
    """

    text: str
    marks: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    hit: bool = False


@dataclass(frozen=True, slots=True)
class HandLine:
    """One act by hand on a mark: `act` (`hand.act.<it>`), who, when, why; beside a figure, `was` is the reader's own value."""

    act: str
    by: str
    at: datetime
    why: str | None
    was: str | None = None

    @classmethod
    def of(cls, hand: Hand, lang: Lang) -> "HandLine":
        return cls(hand.act, author_shown(hand.by, lang), instant(hand.at), hand.reason)


@dataclass(frozen=True, slots=True)
class MarkLine:
    """One mark and what it says, for the card beside the text.

    `id` is `s1`…, `f1`…, `d1`…, `e1`… in order of place; `n` the number shown (over all marks). `what` is the mark in
    the page's words ("said", "more than 7,000 killed", "28 October 2023", "Talks slower · ongoing"); `who` the one
    credited (None for dates and for figures the outlet asserts); `source_words`, `via`, `cue` as printed. `rule` is the
    rule that gave it. `parts` are further facts, as (label, value) in the page's words. Struck marks stay, dashed.

    `sure`: how sure the reader was, in hundredths (None: it did not say, or a person gave the mark). `token` names the mark
    in acts by hand; `hands` what was done to it, oldest first; `by_hand` that what stands was given by a person, and `was`
    then says what the reader had made of the words (None: nothing), in the words `was_words` where they are others.
    `aside`: struck because a mark by hand stands over the same words.
    """

    id: str
    n: int
    group: Group
    start: int
    end: int
    words: str
    what: str
    who: Who | None
    via: str | None
    cue: str | None
    first: date | None
    last: date | None
    certainty: Certainty
    rule: str
    parts: tuple[tuple[str, str], ...] = ()
    struck: bool = False
    struck_by: str | None = None
    struck_at: datetime | None = None
    struck_why: str | None = None
    sure: int | None = None
    token: str = ""
    hands: tuple[HandLine, ...] = ()
    by_hand: bool = False
    was: str | None = None
    was_words: str | None = None
    aside: bool = False


def marks_of(
    laid: Laid,
    text: str,
    filed: Filed,
    names: Names,
    quarrels: Sequence[Quarrel],
    corrected: Mapping[str, str] | None = None,
) -> tuple[MarkLine, ...]:
    """All marks of a report as cards, in order of place; the longer first where two begin together.

    Args:
        corrected: by a mark's id, what a correction of the report puts in its place, in the page's words.
    """
    page = _Page(text, filed, names, quarrels)
    made: list[tuple[str, Standing, dict[str, Any]]] = []
    for group in GROUPS:
        for s in laid[group]:
            ident, told = f"{group[0]}{s.place + 1}", _DRAWERS[group](s.mark, page)
            if corrected and ident in corrected:
                told["parts"] = (*told["parts"], page.part("corrected", corrected[ident]))
            made.append((ident, s, told))
    made.sort(key=lambda m: (m[2]["start"], -m[2]["end"], m[0]))
    return tuple(_line(ident, n, s, told, page) for n, (ident, s, told) in enumerate(made, 1))


def mark_line(s: Standing, text: str, filed: Filed, names: Names) -> MarkLine:
    """One mark as a card, for lists that hold marks of many reports."""
    page = _Page(text, filed, names, ())
    return _line(f"{s.group[0]}{s.place + 1}", 1, s, _DRAWERS[s.group](s.mark, page), page)


def mark_told(group: str, mark: dict[str, Any], text: str, filed: Filed, names: Names) -> str:
    """What a mark says, in the page's words: "more than 7,000 killed", with whose people and who says so."""
    return _summed(_DRAWERS[group](mark, _Page(text, filed, names, ())), names.lang)


def _summed(told: dict[str, Any], lang: Lang) -> str:
    who = told["who"]
    pieces = [told["what"], *([who.shown] if who is not None else ()), *(value for _, value in told["parts"])]
    return words.say("figure.dot", lang).join(pieces)


def _line(ident: str, n: int, s: Standing, told: dict[str, Any], page: "_Page") -> MarkLine:
    group: Any = s.group
    strike = (
        next((a for a in reversed(s.acts) if a.act == "struck"), s.acts[-1] if s.acts else None) if s.struck else None
    )
    was = was_words = None
    if s.by_hand and s.read is not None:
        before = _DRAWERS[s.group](s.read, page)
        was = _summed(before, page.lang)
        if (before["start"], before["end"]) != (told["start"], told["end"]):
            was_words = page.text[before["start"] : before["end"]]
    sure = s.mark.get("sure")
    return MarkLine(
        id=ident, n=n, group=group, words=page.text[told["start"] : told["end"]], struck=s.struck,
        struck_by=author_shown(strike.by, page.lang) if strike else None,
        struck_at=instant(strike.at) if strike else None, struck_why=strike.reason if strike else None,
        sure=None if sure is None else round(100 * float(sure)), token=token_of(s.target, page.text, seen_of(s)),
        hands=tuple(HandLine.of(a, page.lang) for a in s.acts), by_hand=s.by_hand, was=was, was_words=was_words,
        aside=s.aside, **told,
    )  # fmt: skip


class _Page:
    """What the drawers of marks share: the text, its sentences, who is called what."""

    def __init__(self, text: str, filed: Filed, names: Names, quarrels: Sequence[Quarrel]) -> None:
        self.text = text
        self.filed = filed
        self.names = names
        self.lang: Lang = names.lang
        self.quarrels = quarrels
        self.sentences = [(s.start, s.end) for s in sentences_of(text, filed.lang)]

    def words(self, span: Sequence[int] | None) -> str | None:
        return self.text[span[0] : span[1]] if span else None

    def who(self, span: Sequence[int], kind: str, party: str | None) -> Who:
        return self.names.who(self.words(span), self.filed.lang, kind, party, self.filed.outlet)

    def same_sentence(self, a: Sequence[int], b: Sequence[int]) -> bool:
        return any(s <= a[0] < e and s <= b[0] < e for s, e in self.sentences)

    def say(self, key: str, **values: object) -> str:
        return words.say(key, self.lang, **values)

    def part(self, key: str, value: str) -> tuple[str, str]:
        return (self.say(f"report.part.{key}"), value)


def _told(start: int, end: int, what: str, certainty: Certainty, rule: str, **more: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {"who": None, "via": None, "cue": None, "first": None, "last": None, "parts": ()}
    return plain | {"start": start, "end": end, "what": what, "certainty": certainty, "rule": rule} | more


def _statement(m: dict[str, Any], page: _Page) -> dict[str, Any]:
    spelt_out = page.same_sentence(m["source"], m["cue"])
    certainty: Certainty = rule_certainty(m["rule"]) if spelt_out else "inferred"
    parts = [page.part("source_kind", page.say(f"report.source_kind.{m['source_kind']}"))]
    if m["direct"]:
        parts.append(page.part("direct", page.say("report.part.in_quotes")))
    start, end = m["content"]
    return _told(
        start, end, page.say(f"report.act.{m['act']}"), certainty, m["rule"],
        who=page.who(m["source"], m["source_kind"], m["actor"]), via=page.words(m["via"]), cue=page.words(m["cue"]),
        parts=tuple(parts),
    )  # fmt: skip


def _figure(m: dict[str, Any], page: _Page) -> dict[str, Any]:
    low = Decimal(m["value"] if m["value"] is not None else m["low"] or 0)
    high = Decimal(m["value"] if m["value"] is not None else m["high"] or 0)
    start, end = m["span"]
    quarrels = any(q.start < end and start < q.end for q in page.quarrels)
    parts = []
    if m["party"]:
        parts.append(page.part("counted", people_of(m["party"], page.names)))
    if m["composition"]:
        parts.append(page.part("composition", page.words(m["composition"]) or ""))
    if m["holder"]:
        parts.append(page.part("holder", page.words(m["holder"]) or ""))
    if quarrels:
        parts.append(page.part("quarrel", page.say("report.part.two_readings")))
    amount = amount_shown(low, high, m["qualifier"], m["measure"], m["unit"], page.lang)
    what = page.say("report.figure_of", amount=amount, measure=measure_label(m["measure"], page.lang))
    return _told(
        start, end, what, "weak" if quarrels else rule_certainty(m["rule"]), m["rule"],
        who=page.who(m["source"], "organisation", None) if m["source"] else None, parts=tuple(parts),
    )  # fmt: skip


def _date(m: dict[str, Any], page: _Page) -> dict[str, Any]:
    first, last = (date.fromisoformat(d) if d else None for d in (m["from_day"], m["to_day"]))
    start, end = m["span"]
    if first is None or last is None:
        return _told(start, end, page.say("report.date.open"), "weak", m["rule"])
    what = words.day(first, page.lang, weekday=first == last)
    if first != last:
        what = page.say("report.date.interval", first=what, last=words.day(last, page.lang))
    certainty: Certainty = "explicit" if any(c.isdigit() for c in page.text[start:end]) else "inferred"
    return _told(start, end, what, certainty, m["rule"], first=first, last=last)


_BY_STATUS: dict[str, Literal["inferred", "weak"]] = {"planned": "inferred", "possible": "weak"}


def _event(m: dict[str, Any], page: _Page) -> dict[str, Any]:
    parts = []
    if m["actors"]:
        comma = page.say("report.comma")
        parts.append(page.part("actors", comma.join(page.names.of(a) or a for a in m["actors"])))
    what = page.say(
        "report.event_and_status", event=page.say(f"report.event.{m['event']}"),
        status=page.say(f"report.status.{m['status']}"),
    )  # fmt: skip
    certainty: Certainty = _BY_STATUS.get(m["status"], "explicit")
    start, end = m["span"]
    return _told(start, end, what, certainty, m["rule"], parts=tuple(parts))


_DRAWERS: dict[str, Callable[[dict[str, Any], _Page], dict[str, Any]]] = {
    "statements": _statement, "figures": _figure, "dates": _date, "events": _event,
}  # fmt: skip


_AROUND = 200


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """The words around a mark, within its paragraph and between words."""
    left = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    while left and left < start and not text[left - 1].isspace():
        left += 1
    below = text.find("\n", end)
    right = min(below if below >= 0 else len(text), end + _AROUND)
    while right < len(text) and right > end and not text[right].isspace():
        right -= 1
    return left, right


def paragraphs_of(
    text: str, marks: Sequence[MarkLine], hits: Sequence[tuple[int, int]] = ()
) -> tuple[tuple[Run, ...], ...]:
    """The text in paragraphs of runs. Joined with the line breaks between them, the runs are the text."""
    cuts = {0, len(text), *(p for m in marks for p in (m.start, m.end)), *(p for h in hits for p in h)}
    paragraphs: list[tuple[Run, ...]] = []
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        if line.strip():
            paragraphs.append(tuple(_runs(text, at, end, marks, hits, cuts)))
        at = end + 1
    return tuple(paragraphs)


def _runs(
    text: str, start: int, end: int, marks: Sequence[MarkLine], hits: Sequence[tuple[int, int]], cuts: set[int]
) -> list[Run]:
    here = [m for m in marks if m.start < end and start < m.end]
    edges = sorted({start, end, *(c for c in cuts if start < c < end)})
    runs = []
    for a, b in pairwise(edges):
        over = [m for m in here if m.start <= a and b <= m.end]
        runs.append(
            Run(
                text[a:b], tuple(m.id for m in over), tuple(m.id for m in over if m.start == a),
                tuple(m.id for m in over if m.end == b), any(h[0] <= a and b <= h[1] for h in hits),
            )
        )  # fmt: skip
    return runs
