"""What stands of each thing counted, and what disagrees in it.

Danger: values of days nobody looked at taken for no disagreement; a page that waits while thousands are compared.
Duty: the values of a thing that stood at an hour, the disagreements among the newest of them, words read as two numbers.
Shape: plain functions over the fold of the press and what was known; `prepare_figures` works the slow part out ahead.
"""

import time
from collections.abc import Mapping

from wasata.desk.access import Desk
from wasata.desk.filed import Known
from wasata.desk.press import PRESS, Press
from wasata.watch.conflict import Conflict, after_truces
from wasata.watch.counting import TRUCE
from wasata.watch.figure import COMPARED, Counted, Number, Quarrel

LOOKED_AT = 1_000
"""How many of the newest values of a thing are looked at: in a case of thousands of reports some weeks, else all."""


def live_values(press: Press, thing: str, known: Known, limit: int | None = None) -> list[Counted]:
    """The values of a thing that stood, newest day first; with a `limit`, the newest days that hold about so many."""
    if not known.readings:
        return []
    days: Mapping[int, list[Counted]] = press.figures.things.get(thing, {})
    found: list[Counted] = []
    for day in sorted(days, reverse=True):
        found += known.figures(days[day])[::-1]
        if limit is not None and len(found) >= limit:
            break
    return found


def conflicts_in(press: Press, thing: str, known: Known, limit: int = LOOKED_AT) -> list[Conflict]:
    """The disagreements about a thing, latest first, among the newest days that hold about `limit` values."""
    return [c for _, c in sorted(_of_thing(press, thing, known, limit), key=lambda dated: -dated[0])]


def _of_thing(press: Press, thing: str, known: Known, limit: int) -> list[tuple[int, Conflict]]:
    """The disagreements about a thing, each with the latest day of its values."""
    if thing.partition(".")[0] not in COMPARED:
        return []
    days: Mapping[int, list[Counted]] = press.figures.things.get(thing, {})
    looked_at: list[tuple[int, list[Counted], bool]] = []
    looked = 0
    for day in sorted(days, reverse=True):
        ever = days[day]
        values = known.figures(ever)
        looked_at.append((day, values, len(values) == len(ever)))
        looked += len(values)
        if looked >= limit:
            break
    found: list[tuple[int, Conflict]] = []
    totals: Mapping[int, list[Counted]] = {}
    if any(v.since == TRUCE for _, values, _ in looked_at for v in values):
        _, totals = after_truces([v for _, values, _ in looked_at for v in values], press.after_truces(known))
    apart = {(v.reading, v.mark) for values in totals.values() for v in values}
    for end, values in totals.items():
        found += ((c.anchor, c) for c in press.conflicts_on(thing, -end, values, all_stand=False))
    retold = press.tellings.threads.again
    for day, values, all_stand in looked_at:
        of_day = [v for v in values if (v.reading, v.mark) not in apart] if apart else values
        again = [v for v in of_day if v.report in retold and press.reprinted(v)]
        if again:
            of_day = [v for v in of_day if v not in again]
        if day:
            of_one = press.conflicts_on(thing, day, of_day, all_stand=all_stand and len(of_day) == len(values))
            found += ((day, c) for c in of_one)
    return found


def all_conflicts(press: Press, known: Known, limit: int = LOOKED_AT) -> list[Conflict]:
    """The disagreements about all things, latest first."""
    return [c for _, c in dated_conflicts(press, known, limit)]


def dated_conflicts(press: Press, known: Known, limit: int = LOOKED_AT) -> list[tuple[int, Conflict]]:
    """The disagreements about all things with the latest day of their values, latest first."""
    found = [dated for thing in press.figures.things for dated in _of_thing(press, thing, known, limit)]
    return sorted(found, key=lambda dated: (-dated[0], dated[1].thing))


def prepare_figures(desk: Desk, *, at_once: int = 100) -> None:
    """Works out ahead who gave which value and where values disagree, a little at a time, so that no page waits for it.

    For a thread of the room's own, just after a start. Pages would work out the same when first asked.
    """
    with desk.hold():
        press = desk.fold(PRESS)
        readings = list(press.figures.by_reading)
    for start in range(0, len(readings), at_once):
        with desk.hold():
            for reading in readings[start : start + at_once]:
                for value in press.figures.by_reading[reading]:
                    press.figure_author(value)
        time.sleep(0.001)  # pages first
    for thing in list(press.figures.things):
        with desk.hold():
            known = press.known()
            press.authors_of(thing, known)
            conflicts_in(press, thing, known)
        time.sleep(0.001)


def quarrels_in(press: Press, known: Known) -> list[Quarrel]:
    """Words read as two numbers: within a standing reading, or between it and a reading of another kind.

    A reader's newer version replaces its older one in silence; an analyst's reading beside the machine's does not.
    """
    found = [q for reading, qs in press.figures.quarrels.items() if reading in known.seqs for q in qs]
    for n, standing in known.readings.items():
        readings = press.reports[n].readings
        others = [r for r in readings if family(r.reader) != family(standing.reader)] if len(readings) > 1 else []
        mine = press.figures.by_reading.get(standing.seq, []) if others else []
        for other in others:
            for a in mine:
                for b in press.figures.by_reading.get(other.seq, []):
                    if a.start < b.end and b.start < a.end and (a.low, a.high) != (b.low, b.high):
                        span = (min(a.start, b.start), max(a.end, b.end))
                        values = [[_plain(a.low), "standing", a.rule], [_plain(b.low), "other", other.reader]]
                        found.append(Quarrel(n, standing.seq, *span, values))
    return found


def _plain(n: Number) -> int | str:
    return n if isinstance(n, int) else str(n)


def family(reader: str) -> str:
    """Whose readings replace each other: all versions of the house's reader are one family."""
    name = reader.partition(":")[0]
    return "house" if name[:1].isdigit() else name
