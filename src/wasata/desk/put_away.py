"""A report of the press that is not about the case after all: put away by a person, and called back.

Danger: a stranger's dead counted among the case's; a report made to vanish because somebody did not like its number.
Duty: `put_away` with its reason and `call_back`; `put_away_line` says who put a report away, when and why; `effect_of` what
would leave the counts, shown before it is done.
Shape: nothing is deleted or moved: the fold of the press files that nothing of the report counts from then on, and that it
does again from when it was called back. What a report did to another (a correction, a withdrawal) counts no more either.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from wasata.desk.access import Desk, exactly
from wasata.desk.filed import GROUPS, PutAway, instant
from wasata.desk.press import PRESS, Press
from wasata.desk.reason import reason_of
from wasata.desk.voice import author_shown
from wasata.errors import PutAwayWrong, ReportUnknown
from wasata.record.kinds.base import Fact
from wasata.record.kinds.report import ReportCalledBack, ReportPutAway
from wasata.record.ledger import Written
from wasata.values import Lang
from wasata.words import Key, tame

LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class AwayLine:
    """Who put a report away, when and why; and who called it back, if somebody did (`back_at` None: it is put away)."""

    by: str
    at: datetime
    reason: str
    back_by: str | None = None
    back_at: datetime | None = None
    back_reason: str | None = None

    @classmethod
    def of(cls, word: PutAway, lang: Lang) -> "AwayLine":
        return cls(
            author_shown(word.by, lang), instant(word.at), tame(word.reason),
            author_shown(word.back_by, lang) if word.back_by else None, instant(word.until) if word.until else None,
            tame(word.back_reason) if word.back_reason else None,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Effect:
    """What leaves the counts when a report is put away: its marks by group, and what it did to earlier reports, as
    (relation, report, headline)."""

    report: str
    title: str
    lang: Lang
    counts: dict[str, int]
    relations: tuple[tuple[str, str, str], ...]
    away: bool


def _number(press: Press, report: str) -> int:
    n = press.by_id.get(report)
    if n is None:
        raise ReportUnknown(report=report)
    return n


def away_lines(press: Press, n: int, lang: Lang) -> tuple[AwayLine, ...]:
    """Every time a report was put away, oldest first. Asked inside `Desk.hold`."""
    return tuple(AwayLine.of(word, lang) for word in press.away.get(n, ()))


def effect_of(desk: Desk, report: str) -> Effect:
    """What would leave the counts.

    Raises:
        ReportUnknown: no report of this name stands in the press.
        LogNotYours: the reader does not hold `press`.
    """
    with desk.hold():
        press = desk.fold(PRESS)
        filed = press.reports[_number(press, report)]
        counts = filed.readings[-1].counts if filed.readings else (0,) * len(GROUPS)
        relations = tuple(
            (k.relation, press.reports[k.earlier].id, press.reports[k.earlier].title)
            for k in press.links if k.later == filed.n
        )  # fmt: skip
        return Effect(
            filed.id, filed.title, filed.lang, dict(zip(GROUPS, counts, strict=True)), relations, press.is_away(filed.n)
        )


def put_away(desk: Desk, report: str, reason: str, *, act_id: str | None = None) -> Written:
    """Says that a report of the press is not about the case: nothing of it counts until it is called back.

    Raises:
        ReportUnknown: no report of this name stands in the press.
        PutAwayWrong: no reason is given, or it is put away already.
        ReasonTooLong: the reason is longer than `LONGEST`.
    """
    desk.require("put_away")
    reason = reason.strip()
    if not any(c.isalpha() for c in reason):
        raise PutAwayWrong(why=Key("putaway.why.reason"), report=report)
    reason_of(reason, longest=LONGEST)
    return _say(desk, "put_away", report, ReportPutAway(report=report, reason=reason), act_id)


def call_back(desk: Desk, report: str, reason: str | None = None, *, act_id: str | None = None) -> Written:
    """Says that a report that was put away is the case's after all: what stood of it counts again.

    Raises:
        ReportUnknown: no report of this name stands in the press.
        PutAwayWrong: it is not put away.
        ReasonTooLong: the reason is longer than `LONGEST`.
    """
    told = reason_of(reason, longest=LONGEST)
    return _say(desk, "call_back", report, ReportCalledBack(report=report, reason=told), act_id)


def call_back_if_away(desk: Desk, report: str, act_id: str | None = None) -> None:
    """Calls back a report that whoever takes it in finds put away; not where this very form took it in before that."""
    with desk.hold():
        press = desk.fold(PRESS)
        if not press.is_away(_number(press, report)) or (act_id and desk.done(act_id) is not None):
            return
    with suppress(PutAwayWrong):  # somebody called it back at this moment
        call_back(desk, report, act_id=act_id and f"{act_id}.back")


def _say(desk: Desk, act: str, report: str, fact: Fact, act_id: str | None) -> Written:
    facts: Mapping[str, Sequence[Fact]] = {"press": (fact,)}

    def decide() -> Mapping[str, Sequence[Fact]]:
        with desk.hold():
            press = desk.fold(PRESS)
            if press.is_away(_number(press, report)) == (act == "put_away"):
                raise PutAwayWrong(why=Key(f"putaway.why.{act}"), report=report)
        return facts

    return desk.do(act, decide, act_id=act_id, same=exactly(facts))
