"""The press as the desk keeps it: one fold over `press`, from which press list, brief and figures are all drawn.

Danger: a second reading of a report counted beside the first; five thousand reports kept twice in memory.
Duty: file each report with its readings and links, and with what people did to its marks by hand (`desk.hand`); hand the
figures to `watch.figure` and the claims of state to `carry.pace`; say which readings stood at a given hour.
Shape: `PRESS` is the view. Texts and statements are kept squeezed; figures, claims and dates
ahead as plain tuples. An act by hand that changes what counts makes a reading of its own, which stands from then on as a
later reading by the reader would: so every page is true of every hour, and knows no marks but those that count. Times are
microseconds since 1970, days ordinals of `date`, 0 where none is known.

*Known at T* has two meanings, and both are asked: `recorded` (it stood in our record) and `published` (it was out in
the world: for samples and old archives, which enter the record on one day).
"""

import gc
import zlib
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

from pydantic_core import from_json, to_json

from wasata.carry.pace import Pace, after_truces, statement_in, tells_of_truce
from wasata.desk import columns
from wasata.desk.correction import NOTHING, CorrectionLink, Corrections, Dated, Marks, named_wrong
from wasata.desk.filed import (
    GROUPS,
    Ahead,
    Base,
    Clock,
    Filed,
    Known,
    Link,
    PutAway,
    Reading,
    Statement,
    instant,
    micros,
)
from wasata.desk.folded import first_line, folded_for_search, folded_quickly, same_words
from wasata.desk.hand import Hand, Laid, Mark, alike, laid_over, live, looked_at, second_look
from wasata.desk.heard import Heard
from wasata.desk.reprint import Prints, standing_as
from wasata.desk.roster import roster_kept
from wasata.desk.tellings import Tellings, print_of
from wasata.desk.voice import Authors
from wasata.errors import KindUnknown
from wasata.listen.roster import Roster, default_roster
from wasata.listen.sentences import sentences_of
from wasata.record.entry import Entry
from wasata.record.fold import Packed, Seqs, View
from wasata.watch.conflict import Conflict
from wasata.watch.figure import Figures
from wasata.words import tame

__all__ = ["GROUPS", "PRESS", "Press", "first_line", "folded_for_search", "micros", "same_words"]


class Press(Heard):
    """What the fold keeps. Read it inside `Desk.hold`."""

    __slots__ = (
        "_after_truces", "_corrections", "_folded", "_order",
        "_retold", "_roster", "_truces", "ahead", "altered", "away", "by_id", "figures",
        "hands", "links", "looked", "n_hands", "n_readings", "pace", "prints", "reports", "rosters", "second", "stories",
        "tellings",
    )  # fmt: skip

    def __init__(self) -> None:
        self.reports: list[Filed] = []
        self.by_id: dict[str, int] = {}
        self.prints = Prints()
        self.figures = Figures()
        self.pace = Pace()
        self.ahead: list[Ahead] = []
        self.links: list[Link] = []
        self.altered: dict[tuple[int, int], list[Any]] = {}
        self.away: dict[int, list[PutAway]] = {}
        self.hands: dict[int, list[Hand]] = {}
        self.n_hands = 0
        self.looked: dict[int, list[tuple[int, int]]] = {}
        self.second: dict[int, list[tuple[Any, ...]]] = {}
        self.rosters: list[tuple[int, list[dict[str, Any]]]] = []
        self._order: list[tuple[int, int]] = []
        self._folded: list[str | None] = []
        self._roster: Roster | None = None
        self._authors: Authors | None = None
        self._figure_authors: dict[int, list[str | None]] = {}
        self._event_authors: dict[int, dict[int, str]] = {}
        self._event_days: dict[int, dict[int, int]] = {}
        self.clashed: dict[tuple[str, str, int, str], tuple[tuple[bytes, ...], Any]] = {}
        self._conflicts: dict[tuple[str, int], tuple[int, list[Conflict]]] = {}
        self._thing_authors: tuple[int, dict[str, set[str]]] = (0, {})
        self._authors_then: tuple[Any, dict[str, set[str]]] = (None, {})
        self.n_readings = 0
        self.stories: dict[int, int] = {}
        self.tellings = Tellings(self._words_of)
        self._retold: set[int] = set()
        self._truces: list[tuple[int, int, int, str]] = []
        self._after_truces: tuple[Any, list[tuple[int, int]]] = (None, [])
        self._corrections = Corrections(
            self._marks, lambda n: named_wrong(self.reports[n].words, self.reports[n].lang), self.figure_author,
            self.claim_author, self._dated_by,
        )  # fmt: skip

    # folding

    def _received(self, entry: Entry) -> None:
        d = entry.data
        text: str = d["text"]
        published = date.fromisoformat(d["published"]).toordinal() if d.get("published") else 0
        published_at = micros(datetime.fromisoformat(d["published_at"])) if d.get("published_at") else 0
        if published_at and not published:
            published = instant(published_at).date().toordinal()
        row = (
            len(self.reports), d["report"], entry.seq, _called(d, text), d["lang"], d.get("outlet") and tame(d["outlet"]),
            d.get("outlet_kind", "unknown"), published, published_at, micros(entry.recorded_at), d["came_by"], d["digest"],
            same_words(text),
        )  # fmt: skip
        filed = Filed(row, zlib.compress(text.encode(), 6), [])
        copy_of = self.prints.first(filed.same)
        self._file(filed)
        self.tellings.threads.take(folded_quickly(f"{filed.title}\n{text}", filed.lang), print_of(filed), copy_of)
        if self.tellings.threads.moved:
            self._told_anew(*self.tellings.threads.moved)

    def _file(self, filed: Filed) -> None:
        self.reports.append(filed)
        self.by_id[filed.id] = filed.n
        self.prints.add(filed.same, filed.n)
        self._folded.append(None)
        insort(self._order, (filed.out, filed.n))

    def _read(self, entry: Entry) -> None:
        d = entry.data
        filed = self.reports[self.by_id[d["report"]]]
        read = {g: d[g] for g in GROUPS}
        at = micros(entry.recorded_at)
        was = live(self.laid(filed.n)) if filed.base else None
        counts = tuple(len(read[g]) for g in GROUPS)
        sure = bytes(_hundredths(m["sure"]) for g in GROUPS for m in read[g])
        filed.base = Base(entry.seq, at, d["reader"], counts, sure, Base.squeezed(read))
        laid = laid_over(read, self.hands.get(filed.n, ()))
        filed.bases.append((entry.seq, at, d["reader"]))
        self._lay(filed, laid)
        stands = live(laid)
        # what a newer reader reads as before stands as it stood
        if (was is None or not alike(was, stands)) and not self.is_away(filed.n):
            self._stand(filed, entry.seq, at, stands, laid)

    def _handled(self, entry: Entry) -> None:
        """An act by hand. Where it changes what counts, what stands is filed anew from here on."""
        d = entry.data
        filed = self.reports[self.by_id[d["report"]]]
        read = filed.base.read if filed.base else {}
        hands = self.hands.setdefault(filed.n, [])
        was = live(laid_over(read, hands))
        at = micros(entry.recorded_at)
        act = entry.kind.rpartition("_")[2]
        source = -1 if d["source"] is None else d["source"]
        start, end = d["span"]
        hand = Hand(filed.n, act, d["group"], start, end, d["of"], source, at, entry.author, d.get("reason"), entry.seq,
                    d.get("mark"), d.get("read"))  # fmt: skip
        if act == "lifted":
            n = next(
                (n for n in range(len(hands) - 1, -1, -1) if not hands[n].until and hands[n].target == hand.target),
                None,
            )
            if n is not None:
                hands[n] = hands[n]._replace(until=at, lifted_by=entry.author)
        else:
            hands.append(hand)
        self.n_hands += 1
        laid = laid_over(read, hands)
        self._lay(filed, laid)
        stands = live(laid)
        if filed.base is not None and stands != was and not self.is_away(filed.n):
            self._stand(filed, entry.seq, at, stands, laid)

    def _judged(self, entry: Entry) -> None:
        """A person's word that a report is not about the case, or is after all: nothing of it counts, or all that stood."""
        d, at = entry.data, micros(entry.recorded_at)
        filed = self.reports[self.by_id[d["report"]]]
        goes = entry.kind == "report.put_away"
        if goes == self.is_away(filed.n):
            return
        words = self.away.setdefault(filed.n, [])
        if goes:
            words.append(PutAway(filed.n, entry.author, at, d["reason"], entry.seq))
        else:
            words[-1] = words[-1]._replace(until=at, back_by=entry.author, back_reason=d["reason"])
        if filed.base is not None:
            laid: Laid = {g: [] for g in GROUPS} if goes else self.laid(filed.n)
            self._stand(filed, entry.seq, at, live(laid), laid)

    def is_away(self, n: int) -> bool:
        """Whether a report is put away as not about the case."""
        words = self.away.get(n)
        return words is not None and not words[-1].until

    @property
    def n_reports(self) -> int:
        """How many reports of the case there are: those put away are not the case's."""
        return len(self.reports) - len(self.away_at())

    def away_at(self, upto: int | None = None) -> frozenset[int]:
        """The reports that were put away at an instant; now when None."""
        return frozenset(n for n, words in self.away.items() if any(w.holds(upto) for w in words))

    def _lay(self, filed: Filed, laid: Laid) -> None:
        """Notes which marks of a report were looked at by hand, and which acts ask for a second look."""
        hands = self.hands.get(filed.n)
        if not hands:
            return
        looked = looked_at(laid)
        second = second_look(laid, hands, filed.base.seq) if filed.base else []
        for kept, found in ((self.looked, looked), (self.second, second)):
            if found:
                kept[filed.n] = found  # type: ignore[assignment]
            else:
                kept.pop(filed.n, None)

    def _stand(self, filed: Filed, seq: int, at: int, d: dict[str, list[Mark]], laid: Laid) -> None:
        """Files what counts of a report from now on."""
        assert filed.base is not None
        text = filed.text
        statements, figures, events = d["statements"], d["figures"], d["events"]
        rows = [
            (
                *s["content"], *s["source"], *s["cue"], *(s["via"] or (-1, -1)), s["source_kind"], s["actor"], s["act"],
                s["direct"], s["rule"], s["place"],
            )
            for s in statements
        ]  # fmt: skip
        counts = tuple(len(d[g]) for g in GROUPS)
        self.n_readings += 1
        filed.readings.append(
            Reading(seq, at, filed.base.reader, counts, zlib.compress(to_json(rows), 1), filed.base.seq)
        )
        dates = [(m["place"], *m["span"], _ordinal(m["from_day"]), _ordinal(m["to_day"])) for m in d["dates"]]
        fixed = [(a, b, f, t) for _, a, b, f, t in dates if f and t]
        sentences = [(s.start, s.end) for s in sentences_of(text, filed.lang)]
        place: dict[str, Any] = {
            "report": filed.n, "reading": seq, "text": text, "outlet": filed.outlet, "said_on": filed.said_on,
            "statements": statements, "dates": fixed, "events": events,
        }  # fmt: skip
        # a figure's source is its own: whoever it is, he stays so when a statement of his is struck
        voices = [*(s.mark for s in laid["statements"] if s.struck), *statements]
        self.figures.take(**place | {"statements": voices}, figures=figures, sentences=sentences)
        self.pace.take(**place)
        del place["outlet"]
        self.tellings.take(**place)
        self._truces += _of_truces(self.pace, seq)
        if len(filed.readings) > 1 or filed.n in self._retold or self.tellings.threads.later_of(filed.n):
            self._told_anew(filed.n)
        starts = [a for a, _ in sentences]
        for n, start, end, first, last in dates:
            if not (first and last) or (filed.said_on and last <= filed.said_on):
                continue
            at = bisect_right(starts, start) - 1
            span = sentences[at] if at >= 0 and end <= sentences[at][1] else (start, end)
            said = statement_in(span[0], span[1], statements)
            event = next(
                (e for e in events if tuple(e["span"]) == span and e["status"] in ("planned", "possible")), None
            )
            self.ahead.append(
                Ahead(
                    filed.n, seq, n, span[0], span[1], first, last, filed.said_on, event["event"] if event else None,
                    event["status"] if event else None, text[slice(*said["source"])] if said else None,
                    said["source_kind"] if said else "outlet", said["actor"] if said else None,
                    any(c.isdigit() for c in text[start:end]), start, end,
                )
            )  # fmt: skip

    def step(self, entry: Entry) -> "Press":
        """The press after one more entry.

        Raises:
            KindUnknown: the kind does not belong to this fold; nothing is skipped.
        """
        match entry.kind:
            case "report.received":
                self._received(entry)
            case "report.read":
                self._read(entry)
            case "report.linked":
                d = entry.data
                link = Link(d["relation"], self.by_id[d["earlier"]], self.by_id[d["report"]], micros(entry.recorded_at),
                            entry.author, entry.seq)  # fmt: skip
                self.links.append(link)
                if link.relation == "rewrite":
                    self._retell(link)
                    self._told_anew(link.later, *self.tellings.threads.join(link.later, link.earlier))
            case (
                "report.mark_confirmed" | "report.mark_corrected" | "report.mark_added" | "report.mark_struck"
                | "report.hand_lifted"
            ):  # fmt: skip
                self._handled(entry)
            case "report.put_away" | "report.called_back":
                self._judged(entry)
            case "thread.split" | "thread.joined" | "contradiction.settled" | "contradiction.reopened":
                self._told_anew(*self.tellings.step(entry, self.by_id))
            case "report.roster_set":
                self.rosters.append((micros(entry.recorded_at), entry.data["entries"]))
                self._roster = None
                self._forget_voices()
            case _:
                raise KindUnknown(kind=entry.kind, version=entry.version)
        return self

    # asking

    @property
    def roster(self) -> Roster:
        """The roster of the case: the last one set, or the one that ships."""
        if self._roster is None:
            self._roster = roster_kept(self.rosters[-1][1]) if self.rosters else default_roster()
        return self._roster

    def known_as(self, same: str, outlet: str | None, *address: Any) -> str | None:
        """As which report these words of this outlet stand here; None where they would be a print of their own.

        Args:
            address: as `reprint.standing_as` takes it, with what finds the others'.
        """
        there = [(f.id, f.outlet) for f in map(self.reports.__getitem__, self.prints.of(same))]
        return standing_as(self.roster, outlet, there, *address)

    def _words_of(self, n: int) -> str:
        """A report's words as threads compare them; not kept, unless a search has had them folded."""
        filed = self.reports[n]
        return self._folded[n] or folded_quickly(f"{filed.title}\n{filed.text}", filed.lang)

    def _dated_by(self, dated: Dated) -> str:
        assert isinstance(dated, Ahead)
        return self.author(dated)

    def _marks(self, seq: int) -> Marks:
        """What one reading gave that a correction can take back."""
        quarrels = self.figures.quarrels.get(seq, ())
        return Marks(
            self.figures.by_reading.get(seq, []), self.pace.by_reading.get(seq, []),
            self.dated(seq),
            frozenset(n for q in quarrels for n, *_ in q.readings if isinstance(n, int)),
        )  # fmt: skip

    def dated(self, seq: int) -> list[Ahead]:
        """The dates ahead of one reading."""
        low, high = (bisect(self.ahead, seq, key=lambda a: a.reading) for bisect in (bisect_left, bisect_right))
        return self.ahead[low:high]

    def laid(self, n: int) -> Laid:
        """Each mark of a report as it stands now, with the reader's own and the acts on it; struck ones too."""
        base = self.reports[n].base
        return laid_over(base.read if base else {}, self.hands.get(n, ()))

    def marks(self, n: int) -> dict[str, list[dict[str, Any]]]:
        """All marks of a report that count now, by group, as the record has them: the last reading with what people did to it
        laid over. `place` is their number within the group."""
        return live(self.laid(n))

    def after_truces(self, known: "Known") -> list[tuple[int, int]]:
        """The times after a truce, as claimed by those whose claims stood: (day it ended, day before the next)."""
        asked = (known.upto, known.by, self.n_readings, len(self.links))
        if self._after_truces[0] != asked:
            seqs, taken = known.seqs, known.taken.claims
            told = {(day, event) for reading, mark, day, event in self._truces
                    if reading in seqs and (reading, mark) not in taken}  # fmt: skip
            found = [(p.ended, p.until) for p in after_truces(told)]
            self._after_truces = (asked, found)
        return self._after_truces[1]

    def newest(self) -> Iterator[Filed]:
        """Reports by publication, newest first."""
        for _, n in reversed(self._order):
            yield self.reports[n]

    def between(self, after: int, upto: int) -> Iterator[Filed]:
        """Reports out in the world after one instant and up to another, newest first."""
        low, high = bisect_right(self._order, (after, 1 << 60)), bisect_right(self._order, (upto, 1 << 60))
        for _, n in reversed(self._order[low:high]):
            yield self.reports[n]

    @property
    def last_out(self) -> int:
        """When the newest report was published; 0 for an empty press."""
        return self._order[-1][0] if self._order else 0

    def statements(self, reading: Reading) -> list[Statement]:
        """The statements of one reading, in order of place."""
        return [Statement(*row) for row in from_json(zlib.decompress(reading.statements))]

    def folded(self, n: int) -> str:
        """A report's headline and text folded for search; made when first asked for."""
        found = self._folded[n]
        if found is None:
            filed = self.reports[n]
            found = self._folded[n] = folded_quickly(f"{filed.title}\n{filed.text}", filed.lang)
        return found

    def standing(self, upto: int | None = None, by: Clock = "recorded") -> dict[int, Reading]:
        """The reading of each report that stood at an instant (now when None), by the report's number.

        By `published`, a report is known once it was out, with its last reading.
        """
        if upto is None:
            return {f.n: f.readings[-1] for f in self.reports if f.readings}
        if by == "published":
            out = self._order[: bisect_right(self._order, (upto, 1 << 60))]
            return {n: self.reports[n].readings[-1] for _, n in out if self.reports[n].readings}
        found: dict[int, Reading] = {}
        for f in self.reports:
            stood = f.readings
            if stood and stood[-1].at > upto:
                stood = [r for r in stood if r.at <= upto]
            if stood:
                found[f.n] = stood[-1]
        return found

    def known(self, upto: int | None = None, by: Clock = "recorded") -> "Known":
        """What stood at an instant: now when None."""
        readings = self.standing(upto, by)
        away = self.away_at(upto if by == "recorded" else None)
        links = [k for k in self.linked(-1, 1 << 62 if upto is None else upto, by) if k.later not in away]
        withdrawn = {link.earlier for link in links if link.relation == "withdrawal"}
        seqs = {r.seq for n, r in readings.items() if n not in withdrawn}
        corrections = [CorrectionLink(k.earlier, k.later, k.at, k.seq) for k in links if k.relation == "correction"]
        taken = NOTHING
        if corrections:
            said = Known(upto, by, readings, seqs, False)
            counting = {n: r.seq for n, r in readings.items() if n not in withdrawn}
            taken = self._corrections.taken(
                corrections, counting, lambda v: not said.said(v), lambda n: self.reports[n].out
            )
        return Known(upto, by, readings, seqs, len(seqs) == self.n_readings, taken, away)

    def linked(self, after: int, upto: int, by: Clock = "recorded") -> list[Link]:
        """Links made after one instant and up to another; by `published`, links of reports that were out then."""
        return [
            link for link in self.links
            if after < (link.at if by == "recorded" else self.reports[link.later].out) <= upto
        ]  # fmt: skip

    # snapshots

    def pack(self, since: int = 0) -> bytes:
        """What came after one entry of the log (all, when 0), for a snapshot; what is small and changes, whole."""
        n_before = bisect_right(self.reports, since, key=lambda f: f.seq)
        changed = [f for f in self.reports[:n_before] if max(f.base.seq if f.base else 0, f.stood) > since]
        reports: list[tuple[Any, ...]] = []
        readings: list[tuple[Any, ...]] = []
        blobs: list[bytes] = []
        for f in (*changed, *self.reports[n_before:]):
            base = f.base or Base(0, 0, "", (0, 0, 0, 0), b"", b"")
            text = b"" if f.n < n_before else f.squeezed
            came = [r for r in f.readings if r.seq > since]
            reports.append((*f.row(), len(text), len(came), base.seq, base.at, base.reader, *base.counts,
                            len(base.sure), len(base.marks)))  # fmt: skip
            blobs += (text, base.sure, base.marks)
            for r in came:
                readings.append((r.seq, r.at, r.reader, *r.counts, r.base, len(r.statements)))
                blobs.append(r.statements)
        figures, index = self.figures.rows(since)
        head = to_json(
            {
                "index": index, "links": self.links, "rosters": self.rosters, "n_hands": self.n_hands,
                "hands": [h for hands in self.hands.values() for h in hands],
                "bases": [(f.n, f.bases) for f in (*changed, *self.reports[n_before:]) if len(f.bases) > 1],
                "away": [w for words in self.away.values() for w in words],
                "looked": list(self.looked.items()), "second": list(self.second.items()),
                "quarrels": [q for reading, qs in self.figures.quarrels.items() if reading > since for q in qs],
            }
        )  # fmt: skip
        ahead = self.ahead[bisect_right(self.ahead, since, key=lambda a: a.reading) :]
        tables = [columns.pack(rows) for rows in (reports, readings, figures, self.pace.rows(since), ahead)]
        parts = [head, *tables, b"".join(blobs), self.tellings.pack(since, n_before)]
        return b"".join(len(part).to_bytes(8, "big") for part in parts) + b"".join(parts)

    def pack_since(self, seqs: Seqs) -> bytes:
        return self.pack(seqs["press"])

    @classmethod
    def unpack(cls, packed: Packed) -> "Press":
        """The press from its packed form."""
        return cls().lay(packed)

    def lay(self, packed: Packed) -> "Press":
        """Lays on this press what a snapshot says came next.

        The garbage collector rests meanwhile: half a million small values are made, and none of them is garbage.
        """
        gc.disable()
        try:
            self._lay_on(packed)
        finally:
            gc.enable()
        return self

    def _lay_on(self, packed: Packed) -> None:
        packed = memoryview(packed)  # tens of megabytes, of which nothing is copied that is not kept
        at = _PARTS * 8
        parts = []
        for n in range(_PARTS):
            size = int.from_bytes(packed[n * 8 : n * 8 + 8], "big")
            parts.append(packed[at : at + size])
            at += size
        head = from_json(bytes(parts[0]))
        n_before = len(self.reports)
        readings, blobs, at = iter(columns.unpack(parts[2])), parts[6], 0
        for *row, size, n_readings, seq, when, reader, a, b, c, d, n_sure, n_marks in columns.unpack(parts[1]):
            squeezed, at = bytes(blobs[at : at + size]), at + size
            sure, at = bytes(blobs[at : at + n_sure]), at + n_sure
            marks, at = bytes(blobs[at : at + n_marks]), at + n_marks
            base = Base(seq, when, reader, (a, b, c, d), sure, marks) if seq else None
            read = []
            for seq, when, reader, a, b, c, d, based, length in islice(readings, n_readings):
                read.append(Reading(seq, when, reader, (a, b, c, d), bytes(blobs[at : at + length]), based))
                at += length
            if row[0] < n_before:
                filed = self.reports[row[0]]
                filed.readings += read
            else:
                filed = Filed(tuple(row), squeezed, read)
                self.reports.append(filed)
                self.by_id[filed.id] = filed.n
                self.prints.add(filed.same, filed.n)
            filed.base = base
            filed.bases = [(base.seq, base.at, base.reader)] if base else []
            self.n_readings += len(read)
        came = self.reports[n_before:]
        self._folded += [None] * len(came)
        self._order = sorted([*self._order, *((f.out, f.n) for f in came)])
        self.figures.lay(columns.Rows(parts[3]).at, head["index"], head["quarrels"])
        claims = len(self.pace.by_reading)
        self.pace.lay(columns.unpack(parts[4]))
        for reading in islice(self.pace.by_reading, claims, None):
            self._truces += _of_truces(self.pace, reading)
        self.ahead += map(Ahead._make, columns.unpack(parts[5]))
        self.links = [Link._make(a) for a in head["links"]]
        for link in self.links:
            if link.relation == "rewrite":
                self._retell(link)
        for n, bases in head["bases"]:
            self.reports[n].bases = [tuple(b) for b in bases]
        self.hands = {}
        for hand in map(Hand._make, head["hands"]):
            self.hands.setdefault(hand.report, []).append(hand)
        self.n_hands = head["n_hands"]
        self.away = {}
        for word in map(PutAway._make, head["away"]):
            self.away.setdefault(word.report, []).append(word)
        self.looked = {n: [tuple(p) for p in places] for n, places in head["looked"]}
        self.second = {n: [tuple(t) for t in targets] for n, targets in head["second"]}
        self.rosters = [(at, entries) for at, entries in head["rosters"]]
        self.tellings.lay(parts[7], [print_of(f) for f in came])


def _of_truces(pace: Pace, seq: int) -> Iterator[tuple[int, int, int, str]]:
    """The claims of one reading by which a truce began, went on or ended: reading, mark, day, event."""
    return ((c.reading, c.mark, c.day, c.event) for c in pace.by_reading.get(seq, ()) if tells_of_truce(c))


_PARTS = 8


UNSAID = 255
"""How sure of a mark a reading was that did not say."""


def _hundredths(sure: str | None) -> int:
    return UNSAID if sure is None else round(100 * float(sure))


def _ordinal(day: str | None) -> int:
    return date.fromisoformat(day).toordinal() if day else 0


def _called(d: dict[str, Any], text: str) -> str:
    return tame(" ".join((d.get("title") or "").split()) or first_line(text))


PRESS: View[Press] = View(
    "press", 15, ("press",), Press, Press.step, Press.pack, Press.unpack, Press.pack_since, Press.lay
)
