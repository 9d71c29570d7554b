"""One mark of a report opened to be looked at and corrected: what it says, its words, and the finding of other words.

Danger: words typed for a mark that are looked up in the wrong place of the text.
Duty: `mark_at` gives a mark with its values and the words of its spans; `words_in` finds typed words in the text.
Shape: words are found as they stand; spaces and line ends count as one. Of several places the nearest to where the mark
was is meant, or the one whose number is given.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wasata.desk.access import Desk
from wasata.desk.case import names_for
from wasata.desk.filed import GROUPS
from wasata.desk.hand import Mark, target_in
from wasata.desk.marked import MarkLine, around, mark_line
from wasata.desk.press import PRESS
from wasata.desk.verbatim import others
from wasata.errors import HandWrong, MarkUnknown, ReportUnknown
from wasata.listen.sentences import sentences_of
from wasata.values import Lang
from wasata.words import Key, tame

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class OneMark:
    """A mark, or the place of one to be made (`line` None), in its report. `values` are its plain values as they stand."""

    report: str
    title: str
    lang: Lang
    outlet: str | None
    group: str
    text: str
    line: MarkLine | None
    values: Mapping[str, Any]
    before: str = ""
    after: str = ""
    parties: tuple[tuple[str, str], ...] = ()
    """Parties of the roster, as (entry, name in the page's language), in the order of their names."""
    others: int = 0
    """How many other reports print the very text."""

    def words(self, name: str) -> str:
        """The words of one of its spans; "" where it has none."""
        span: Sequence[int] | None = self.values.get(name)
        return " ".join(self.text[span[0] : span[1]].split()) if span else ""


def mark_at(desk: Desk, report: str, lang: Lang, *, token: str = "", group: str = "") -> OneMark:
    """One mark of a report by its token; or the report, where a mark of `group` is to be made.

    Raises:
        ReportUnknown: no such report.
        MarkUnknown: the words carry no such mark.
    """
    with desk.hold():
        press = desk.fold(PRESS)
        n = press.by_id.get(report)
        if n is None:
            raise ReportUnknown(report=report)
        filed = press.reports[n]
        text, names = filed.text, names_for(desk, lang)
        entries = press.roster.entries.values()
        parties = tuple(
            sorted(((e.id, names.of(e.id) or e.id) for e in entries if e.what == "party"), key=lambda p: p[1])
        )
        if not token and group in GROUPS:
            return OneMark(report, filed.title, filed.lang, filed.outlet, group, text, None, {}, parties=parties)
        target = target_in(token, text)
        s = next((s for s in press.laid(n)[target[0]] if target in s.targets), None) if target else None
        if s is None:
            raise MarkUnknown(report=report, mark=token)
        line = mark_line(s, text, filed, names)
        left, right = around(text, line.start, line.end)
        return OneMark(
            report, filed.title, filed.lang, filed.outlet, s.group, text, line, s.mark, tame(text[left : line.start]),
            tame(text[line.end : right]), parties, len(others(press, n)),
        )  # fmt: skip


def words_in(text: str, typed: str, near: int | None = None, which: int | None = None) -> Pair:
    """Where typed words stand in a text.

    Args:
        near: where a mark was; of several places the nearest is meant.
        which: of several places, the first, second, … is meant.

    Raises:
        HandWrong: they do not stand there; or in several places, and nothing says in which.
    """
    pieces = typed.split()
    if not pieces:
        raise HandWrong(why=Key("hand.why.no_words"))
    found = [m.span() for m in re.finditer(r"\s+".join(map(re.escape, pieces)), text)]
    if not found:
        raise HandWrong(why=Key("hand.why.words"))
    if which is not None:
        if not 1 <= which <= len(found):
            raise HandWrong(why=Key("hand.why.which"))
        return found[which - 1]
    if near is None:
        if len(found) > 1:
            raise HandWrong(why=Key("hand.why.several"))
        return found[0]
    return min(found, key=lambda s: abs(s[0] - near))


def sentence_at(text: str, lang: Lang, span: Pair) -> Pair:
    """The whole sentence some words stand in: what an event is a mark of."""
    found = next(((s.start, s.end) for s in sentences_of(text, lang) if s.start <= span[0] < s.end), None)
    return found if found is not None and span[1] <= found[1] else span


def new_mark(one: OneMark, given: Mapping[str, Any]) -> Mark:
    """The plain values of a mark as a form gives them: its words looked up, everything it does not name as it was.

    Raises:
        HandWrong: words are not in the text.
    """
    was = dict(one.values)
    name = "content" if one.group == "statements" else "span"
    near = was[name][0] if name in was else None
    span = words_in(one.text, given["words"], near, given.get("which"))
    if one.group == "events":
        span = sentence_at(one.text, one.lang, span)
    made: Mark = {name: span, "rule": "hand", "sure": None}
    for also in ("source", "via") if one.group == "statements" else ("source",) if one.group == "figures" else ():
        typed = (given.get(also) or "").strip()
        kept = was.get(also)
        if typed and kept and " ".join(typed.split()) == one.words(also):
            made[also] = tuple(kept)
        else:
            made[also] = words_in(one.text, typed, kept[0] if kept else span[0]) if typed else None
    if one.group == "statements":
        if made["source"] is None:
            raise HandWrong(why=Key("hand.why.no_source"))
        made["cue"] = tuple(was["cue"]) if was.get("cue") else made["source"]
    if one.group == "figures":
        made |= {k: tuple(was[k]) if was.get(k) else None for k in ("composition", "holder")}
    return made | {k: v for k, v in given.items() if k not in ("words", "source", "via", "which")}
