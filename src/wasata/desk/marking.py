"""Acts on marks: an analyst confirms, corrects, adds or strikes a mark, and takes such an act back.

Danger: an act on the mark that stood on the page when the page was drawn, done to another one that has its number by now.
Duty: `confirm_mark`, `correct_mark`, `add_mark`, `strike_mark`, `lift_hand`, `let_go`.
Shape: a mark is named by its token (`hand.token_of`: group, span, what it says, digest of its words, and what was seen
there), as pages do; a command may name it by its number in the standing reading (`f1`). Each act is bound to the words.
`everywhere`: in one act also in all other prints of the very text in which the same mark stands, unless a person has judged
it there (`desk.verbatim`).
What it is bound to is looked up when the act is decided: if the words carry no such mark any more, or it says something
else by then, it is refused.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from pydantic_core import to_json

from wasata.desk.access import Desk
from wasata.desk.filed import Filed
from wasata.desk.hand import (
    GROUPS,
    Standing,
    Target,
    is_as_seen,
    kind_of,
    same_values,
    span_of,
    stacks_of,
    target_in,
    target_of,
    words_digest,
)
from wasata.desk.press import PRESS, Press
from wasata.desk.reason import reason_of
from wasata.desk.verbatim import others, same_mark
from wasata.errors import HandWrong, MarkChanged, MarkUnknown, ReportUnknown
from wasata.record.kinds.base import Fact
from wasata.record.kinds.hand import (
    OF_GROUP,
    HandLifted,
    Mark,
    MarkAdded,
    MarkConfirmed,
    MarkCorrected,
    MarkStruck,
    OnMark,
)
from wasata.record.kinds.report import DateMark, FigureMark, StatementMark
from wasata.record.ledger import Written
from wasata.words import Key

HAND = "hand"
"""The rule of a mark that a person gives."""


def confirm_mark(
    desk: Desk,
    report: str,
    mark: str,
    reason: str | None = None,
    *,
    everywhere: bool = False,
    act_id: str | None = None,
) -> Written:
    """Says that a mark is right as it stands. It stays so, whatever a later reading makes of the words, until it is let go.

    Raises:
        MarkUnknown: no such mark stands.
    """

    def decide(filed: Filed, s: Standing) -> list[Fact]:
        bound = _bound(filed, s, reason)
        return [MarkConfirmed(**bound, read=_part(s.group, s.read), mark=_needed(s.group, s.mark))]

    return _act(desk, "confirm_mark", report, mark, MarkConfirmed, reason, decide, act_id, everywhere)


def correct_mark(
    desk: Desk, report: str, mark: str, new: Mark, reason: str | None = None, *, everywhere: bool = False,
    act_id: str | None = None,
) -> Written:  # fmt: skip
    """Puts other values in place of a mark's. The reader's own stays visible; pages count with the new ones.

    Raises:
        MarkUnknown: no such mark stands.
        HandWrong: the new values are none, or are those that stand.
    """

    def decide(filed: Filed, s: Standing) -> list[Fact]:
        _check(filed.text, s.group, new)
        given = new.model_dump(mode="json")
        if not s.struck and same_values(s.group, s.mark, given) and _spans(s.group, s.mark) == _spans(s.group, given):
            raise HandWrong(why=Key("hand.why.same"))
        return [MarkCorrected(**_bound(filed, s, reason), read=_part(s.group, s.read), mark=new)]

    return _act(desk, "correct_mark", report, mark, MarkCorrected, reason, decide, act_id, everywhere, new)


def add_mark(desk: Desk, report: str, new: Mark, reason: str | None = None, *, act_id: str | None = None) -> Written:
    """Makes a mark that the reader missed.

    Raises:
        HandWrong: it is none, or such a mark stands over these words already.
    """
    group = next(g for g, kind in OF_GROUP.items() if isinstance(new, kind))

    def decide() -> dict[str, list[Fact]]:
        with desk.hold():
            filed, laid = _laid(desk, report)
            _check(filed.text, group, new)
            given = new.model_dump(mode="json")
            target = target_of(group, given)
            start, end = span_of(group, given)
            for s in laid[group]:
                a, b = span_of(group, s.mark)
                same_words = a < end and start < b and kind_of(group, s.mark) == kind_of(group, given)
                if target in s.targets or (group in ("figures", "dates") and same_words and not s.struck):
                    raise HandWrong(why=Key("hand.why.there"))
            return {"press": [MarkAdded(**_target(filed, target, reason), mark=new)]}

    def same(was: Mapping[str, Sequence[Fact]]) -> bool:
        match was.get("press", ()):
            case [MarkAdded() as fact]:
                return (fact.report, fact.mark, fact.reason) == (report, new, reason or None)
        return False

    return desk.do("add_mark", decide, act_id=act_id, same=same)


def strike_mark(
    desk: Desk,
    report: str,
    mark: str,
    reason: str | None = None,
    *,
    everywhere: bool = False,
    act_id: str | None = None,
) -> Written:
    """Strikes a mark an analyst holds wrong. It stays visible, dashed; nothing counts it.

    Raises:
        MarkUnknown: no such mark stands.
    """

    def decide(filed: Filed, s: Standing) -> list[Fact]:
        return [MarkStruck(**_bound(filed, s, reason), read=_part(s.group, s.read))]

    return _act(desk, "strike_mark", report, mark, MarkStruck, reason, decide, act_id, everywhere)


def lift_hand(
    desk: Desk,
    report: str,
    mark: str,
    reason: str | None = None,
    *,
    everywhere: bool = False,
    act_id: str | None = None,
) -> Written:
    """Takes back the last act by hand on a mark: what stood before it stands again; `everywhere` in all prints of the text
    where it stands by such an act of the same person.

    Raises:
        MarkUnknown: no act by hand stands there.
    """
    return _lift(desk, report, mark, reason, act_id, whole=False, everywhere=everywhere)


def let_go(
    desk: Desk,
    report: str,
    mark: str,
    reason: str | None = None,
    *,
    everywhere: bool = False,
    act_id: str | None = None,
) -> Written:
    """Takes back every act by hand on a mark: the reader's own stands again, or none where he gives none.

    Raises:
        MarkUnknown: no act by hand stands there.
    """
    return _lift(desk, report, mark, reason, act_id, whole=True, everywhere=everywhere)


# deciding


def _lift(
    desk: Desk, report: str, mark: str, reason: str | None, act_id: str | None, *, whole: bool, everywhere: bool
) -> Written:
    def lifted(filed: Filed, target: Target) -> Fact:
        return HandLifted(**_target(filed, target, reason))

    def decide() -> dict[str, list[Fact]]:
        with desk.hold():
            press, n = _numbered(desk, report)
            filed = press.reports[n]
            stacks = stacks_of(press.hands.get(n, ()))
            s = _standing(filed, press.laid(n), mark)
            if s is not None and not is_as_seen(s, mark, with_acts=True):
                raise MarkChanged(report=report)
            targets = s.targets if s else {target_in(mark, filed.text)}
            acts = sorted((h.seq, t) for t in targets if t is not None for h in stacks.get(t, ()))
            if not acts:
                raise MarkUnknown(report=report, mark=mark)
            gone = acts if whole else acts[-1:]
            facts = [lifted(filed, t) for _, t in reversed(gone)]
            if everywhere and s is not None and s.acts:
                done = (s.acts[-1].act, s.acts[-1].by)
                for other, o in _in_other_prints(press, n, s):
                    if o.acts and (o.acts[-1].act, o.acts[-1].by) == done:
                        facts += [lifted(other, h.target) for h in reversed(o.acts if whole else o.acts[-1:])]
            return {"press": facts}

    def same(was: Mapping[str, Sequence[Fact]]) -> bool:
        facts = was.get("press", ())
        return bool(facts) and facts[0].report == report and all(  # type: ignore[attr-defined]
            isinstance(f, HandLifted) and (everywhere or f.report == report) and f.reason == (reason or None) for f in facts
        )  # fmt: skip

    return desk.do("lift_hand", decide, act_id=act_id, same=same)


def _act(
    desk: Desk, act: str, report: str, mark: str, kind: type[OnMark], reason: str | None,
    decided: Callable[[Filed, Standing], list[Fact]], act_id: str | None, everywhere: bool, new: Mark | None = None,
) -> Written:  # fmt: skip
    def decide() -> dict[str, list[Fact]]:
        with desk.hold():
            press, n = _numbered(desk, report)
            filed = press.reports[n]
            s = _standing(filed, press.laid(n), mark)
            if s is None:
                raise MarkUnknown(report=report, mark=mark)
            if not is_as_seen(s, mark, with_acts=False):
                raise MarkChanged(report=report)
            facts = decided(filed, s)
            for other, o in _in_other_prints(press, n, s) if everywhere else ():
                if not o.acts:
                    facts += decided(other, o)
            return {"press": facts}

    def same(was: Mapping[str, Sequence[Fact]]) -> bool:  # the report may have been read again since
        match was.get("press", ()):
            case [OnMark() as fact, *more] if isinstance(fact, kind) and (everywhere or not more):
                asked = (report, reason or None, new if new is not None else getattr(fact, "mark", None))
                told = (fact.report, fact.reason, getattr(fact, "mark", None))
                source = -1 if fact.source is None else fact.source
                return asked == told and (fact.group, *fact.span, fact.of, source) in _meant(desk, report, mark)
        return False

    return desk.do(act, decide, act_id=act_id, same=same)


def _in_other_prints(press: Press, n: int, s: Standing) -> Iterator[tuple[Filed, Standing]]:
    """A mark as it stands in the other prints of a report's text, where it is the same."""
    for other in others(press, n):
        found = same_mark(s, press.laid(other.n)[s.group])
        if found is not None:
            yield other, found


def _numbered(desk: Desk, report: str) -> tuple[Press, int]:
    press = desk.fold(PRESS)
    n = press.by_id.get(report)
    if n is None:
        raise ReportUnknown(report=report)
    return press, n


def _laid(desk: Desk, report: str) -> tuple[Filed, dict[str, list[Standing]]]:
    press, n = _numbered(desk, report)
    return press.reports[n], press.laid(n)


def _standing(filed: Filed, laid: Mapping[str, Sequence[Standing]], mark: str) -> Standing | None:
    """The mark a token or a number means, as it stands now."""
    if "." in mark:
        target = target_in(mark, filed.text)
        return next((s for s in laid[target[0]] if target in s.targets), None) if target else None
    group = next((g for g in GROUPS if mark[:1] == g[0]), None)
    n = _number(mark)
    return laid[group][n] if group and 0 <= n < len(laid[group]) else None


def _number(mark: str) -> int:
    return int(mark[1:]) - 1 if mark[1:].isascii() and mark[1:].isdecimal() and len(mark) < 8 else -1


def _meant(desk: Desk, report: str, mark: str) -> set[Target]:
    """The targets a token or a number means, in the standing reading or in an earlier one."""
    with desk.hold():
        press, n = _numbered(desk, report)
        filed = press.reports[n]
        if "." in mark:
            target = target_in(mark, filed.text)
            s = _standing(filed, press.laid(n), mark)
            return {*((target,) if target else ()), *(s.targets if s else ())}
        found: set[Target] = set()
        s = _standing(filed, press.laid(n), mark)
        found |= s.targets if s else set()
        group = next((g for g in GROUPS if mark[:1] == g[0]), "")
        for seq in {r.base for r in filed.readings}:
            marks = desk.ledger.entry("press", seq).data.get(group, ())
            if 0 <= _number(mark) < len(marks):
                found.add(target_of(group, marks[_number(mark)]))
        return found


def _bound(filed: Filed, s: Standing, reason: str | None) -> dict[str, Any]:
    return _target(filed, s.target, reason)


def _target(filed: Filed, target: Target, reason: str | None) -> dict[str, Any]:
    """What binds an act to the words.

    Raises:
        ReasonTooLong: the reason is longer than the record takes.
    """
    reason_of(reason)
    group, start, end, of, source = target
    return {
        "report": filed.id, "group": group, "span": (start, end), "of": of,
        "words": words_digest(filed.text[start:end]) if of else "",
        "source": source if source >= 0 else None, "reason": reason or None,
    }  # fmt: skip


def _part(group: str, mark: Mapping[str, Any] | None) -> Mark | None:
    """A mark of plain values as the part of a fact."""
    if mark is None:
        return None
    kept: Mark = OF_GROUP[group].model_validate_json(to_json({k: v for k, v in mark.items() if k != "place"}))
    return kept


def _needed(group: str, mark: Mapping[str, Any]) -> Mark:
    part = _part(group, mark)
    assert part is not None
    return part


def _spans(group: str, mark: Mapping[str, Any]) -> list[Any]:
    names = (
        ("content", "source", "cue", "via") if group == "statements" else ("span", "source", "composition", "holder")
    )
    return [list(p) if (p := mark.get(name)) else None for name in names]


# what cannot be


def _check(text: str, group: str, new: Mark) -> None:
    """Refuses a mark that does not quote the report, or says nothing.

    Raises:
        HandWrong: with why.
    """
    if not isinstance(new, OF_GROUP[group]):
        raise HandWrong(why=Key("hand.why.group"))
    for pair in _spans(group, new.model_dump()):
        if pair is not None and not (pair[0] < pair[1] <= len(text) and text[pair[0] : pair[1]].strip()):
            raise HandWrong(why=Key("hand.why.words"))
    if isinstance(new, FigureMark):
        _check_number(new)
    if isinstance(new, DateMark) and ((new.from_day is None) != (new.to_day is None) or _backwards(new)):
        raise HandWrong(why=Key("hand.why.days"))
    if isinstance(new, StatementMark) and new.source == new.content:
        raise HandWrong(why=Key("hand.why.source"))


def _check_number(new: FigureMark) -> None:
    if new.value is not None:
        right = new.low is None and new.high is None and new.qualifier != "range" and _plain(new.value)
    else:
        low, high = new.low, new.high
        right = low is not None and high is not None and low < high and new.qualifier == "range" and _plain(low, high)
    if not right:
        raise HandWrong(why=Key("hand.why.number"))


def _plain(*numbers: Decimal) -> bool:
    return all(n.is_finite() and 0 <= n < Decimal(10) ** 15 for n in numbers)


def _backwards(new: DateMark) -> bool:
    return new.from_day is not None and new.to_day is not None and new.from_day > new.to_day
