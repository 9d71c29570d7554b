"""Threads: rewrites and reprints of one story, found by what they share, each pair verified.

Danger: a claim printed forty times taken for forty voices; two days' bulletins of one form taken for one story; a chain of
half-likenesses that ends with everything in one thread.
Duty: for each report as it comes, the earlier reports that tell the same story or carry a piece of it, and its thread.
Shape: a report is its *shingles*: every three words that follow each other, folded, as 32-bit numbers. Every eighth of
them (all, in a short report) is posted under the report's thread; a new report asks with all of its own, so one query
finds whole rewrites and a short agency copy inside a long piece alike. A posting names threads and not reports: a story
printed four hundred times is still one, while a phrase that stands in fifty threads is a manner of speaking and finds
nothing. What was found is a candidate; only the true share of shingles (`alike`) makes a pair, and only a pair with the
core of a thread, or with most of it, makes a member (`_fits`). Results hang on the order in which reports came and on
nothing else: the same log gives the same threads in every process.

A person's word (`part`, `join`) is put over what was found, and nothing found later undoes it.
"""

import re
import zlib
from array import array
from collections.abc import Callable, Sequence, Set
from typing import NamedTuple

from pydantic_core import from_json, to_json

WORDS = 3
SAMPLE = 8
"""One shingle of so many is posted."""
ALL_POSTED = 80
"""A report with fewer shingles has all of them posted: a short copy must be found from a long piece."""
MANNER = 50
"""A shingle of so many threads is a manner of speaking."""
ASKED = 12
"""Of the threads that share most with a new report so many are looked at; and of a thread so many of its members."""
HITS = 2
"""Threads that share fewer posted shingles are not looked at."""
EDGES = 24
"""With so many earlier reports a report is tied at most."""

HELD = 0.50
"""So much of the shorter of two reports must stand in the other: judged on wire copies, see docs/explanation/threads.md …"""
HELD_AT_LEAST = 18
"""… and be at least so many shingles, some twenty words in a row or fewer here and there; or else …"""
SHORT_LIKE, SHORT_AT_LEAST = 0.6, 8
"""… two short texts must be nearly one: "denied on Sunday that a deal was reached" is no print of "said on Sunday that …"."""
LIKE = 0.25
"""Two reports of about one size that share so much of all they hold are tellings of one whole."""
ALIKE_IN_SIZE, CUT_TO = 0.6, 0.42
"""Two reports of which one is less than so much of the other are no two tellings of one whole; unless it is the other, cut
to no less than so much. (An item of a digest of three is not the digest, cut.)"""
COPY = 0.90
"""Of which so much stands in another is a copy of it."""

SAME_STORY_DAYS = 1
"""Further apart in days than this, or in one outlet on two days, more must be shared (`LATER_HELD`, or twice `LIKE`) and the
numbers must agree too: bulletins keep their form and change them."""
LATER_HELD = 0.70
FORGOTTEN_DAYS = 21
"""Further apart only a copy is the same story."""

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

Shingles = array  # of unsigned 32-bit numbers, rising, each once


class Alike(NamedTuple):
    """How much two reports share. `jaccard`: of all that either holds; `held`: of what the shorter holds; `shared`: how many
    shingles that is."""

    jaccard: float
    held: float
    shared: int


class Kin(NamedTuple):
    """An earlier report that tells the same story or shares a piece with this one; parts of a hundred."""

    report: int
    jaccard: int
    held: int


class _Hashes(dict[str, int]):
    """The number of each word, reckoned once while it is among the first so many that were met."""

    def __missing__(self, word: str) -> int:
        found = zlib.crc32(word.encode("utf-8", "surrogatepass"))
        if len(self) < 50_000:
            self[word] = found
        return found


_hashes = _Hashes()


def shingles_of(folded: str) -> "array[int]":
    """The shingles of a text folded for search (`desk.press.folded_for_search`). Of fewer than three words: their own."""
    hashed = list(map(_hashes.__getitem__, _WORD.findall(folded.replace(" وال", " ال"))))
    if len(hashed) < WORDS:
        return array("I", sorted(set(hashed)))
    return array(
        "I",
        sorted(
            {
                (a * 0x9E3779B1 ^ b * 0x85EBCA77 ^ c * 0xC2B2AE3D) >> 7 & 0xFFFFFFFF
                for a, b, c in zip(hashed, hashed[1:], hashed[2:], strict=False)
            }
        ),
    )


def alike(a: "Set[int] | array[int]", b: "array[int]") -> Alike:
    """The true share of two reports' shingles; the first as a set, where it is asked about with many."""
    shared = len((a if isinstance(a, frozenset) else frozenset(a)).intersection(b))
    shorter = min(len(a), len(b))
    return Alike(shared / (len(a) + len(b) - shared), shared / shorter, shared) if shorter else Alike(0.0, 0.0, 0)


def same_numbers(a: str, b: str) -> bool:
    """Whether most numbers written in figures in the text that has fewer of them stand in the other too."""
    fewer, more = sorted((set(_NUMBER.findall(a)), set(_NUMBER.findall(b))), key=len)
    return len(fewer) < 3 or 3 * len(fewer & more) >= 2 * len(fewer)


class Print(NamedTuple):
    """What is known of a report beside its words: the day it was out (0: not known) and its outlet."""

    day: int
    outlet: str | None


class Threads:
    """The threads of one case. `text_of` gives the folded words of an earlier report by its number."""

    __slots__ = (
        "_apart",
        "_born",
        "_carried",
        "_cores",
        "_edges",
        "_heirs",
        "_placed",
        "_posted",
        "_prints",
        "_shingled",
        "_sketches",
        "_text_of",
        "again",
        "members",
        "moved",
        "thread_of",
    )

    def __init__(self, text_of: Callable[[int], str]) -> None:
        self._text_of = text_of
        self.thread_of: list[int] = []
        self.members: dict[int, list[int]] = {}
        self.again: set[int] = set()
        """The reports that share a thread or a piece with another; a few more may stand here."""
        self.moved: set[int] = set()
        """The reports whose threads the last one taken brought together."""
        self._edges: dict[int, list[Kin]] = {}
        self._carried: dict[int, list[int]] = {}
        self._cores: dict[int, int] = {}
        self._prints: list[Print] = []
        self._shingled: list[bytes] = []
        """The shingles of each report: to be compared with, without its words."""
        self._sketches: list[bytes] = []
        self._born: list[int] = []
        """The thread each report was put into when it came. The index goes by it, so that it is the same whenever it is
        made: threads come together and part later."""
        self._heirs: dict[int, set[int]] | None = {}
        """The threads that reports of one birth stand in by now; None where it must be reckoned anew."""
        self._posted: dict[int, int | list[int] | None] | None = {}
        self._placed: set[int] = set()
        self._apart: set[tuple[int, int]] = set()

    # asking

    def kin(self, n: int) -> Sequence[Kin]:
        """The earlier reports that share enough with this one, those that share most first."""
        return self._edges.get(n, ())

    def earlier_of(self, n: int) -> list[int]:
        """The earlier reports whose words may be this one's: those of its thread and those it carries a piece of, in order."""
        mates = self.members[self.thread_of[n]]
        edges = self._edges.get(n)
        if len(mates) == 1 and not edges:
            return []
        found = {m for m in mates if m < n}
        if edges:
            found.update(k.report for k in edges if not self._is_apart(n, k.report))
        return sorted(found)

    def later_of(self, n: int) -> list[int]:
        """The later reports whose words may be this one's."""
        mates = self.members[self.thread_of[n]]
        carried = self._carried.get(n)
        if len(mates) == 1 and not carried:
            return []
        return sorted({m for m in mates if m > n}.union(m for m in carried or () if not self._is_apart(n, m)))

    def placed(self, n: int) -> bool:
        """Whether a person said where this report belongs."""
        return n in self._placed

    # adding

    def take(self, folded: str, printed: Print, copy_of: int | None = None) -> int:
        """Files the next report: its pairs and its thread. One query, whatever the number of reports.

        Args:
            copy_of: the first report of the very same words. A line too short to be judged by what it shares is a print of
                it all the same, within a day.
        """
        n = len(self.thread_of)
        mine = shingles_of(folded)
        found, every = self._found(mine), frozenset(mine)
        pairs: dict[int, Alike] = {}
        fits: list[tuple[float, int]] = []
        held_in: list[int] = []
        for thread in found:
            asked = self._to_ask(thread)
            told = {m: share for m in asked if (share := self._pair(m, every, folded, printed)) is not None}
            if not told:
                continue
            pairs |= told
            core = self._core(thread)
            if self._fits(told, asked, core, len(mine)):
                fits.append((max(max(s.jaccard, s.held * 0.8) for s in told.values()), -thread))
                if core in told and len(mine) <= self._length(core) and told[core].held >= HELD:
                    held_in.append(thread)
        if copy_of is not None and self._days_apart(copy_of, printed) <= SAME_STORY_DAYS:
            pairs.setdefault(copy_of, alike(mine, self._shingles(copy_of)))
            fits.append((2.0, -self.thread_of[copy_of]))
        best = sorted(pairs, key=lambda m: (-max(pairs[m].jaccard, pairs[m].held), m))[:EDGES]
        if best:
            self.again.update(best, (n,))
        for m in best:
            self._carried.setdefault(m, []).append(n)
        if best:
            self._edges[n] = [Kin(m, round(pairs[m].jaccard * 100), round(pairs[m].held * 100)) for m in best]
        self._prints.append(printed)
        own = -max(fits)[1] if fits else n
        self._put(n, own)
        self._born.append(own)
        if self._heirs is not None:
            self._heirs.setdefault(own, set()).add(own)
        self._shingled.append(mine.tobytes())
        self._sketches.append(self._sketch(mine))
        if self._posted is not None:
            self._post(n)
        self.moved = set()
        for thread in held_in:
            # single long pieces that each carry this story meet in it, which is their core
            if thread != own and thread in self.members and len(self.members[thread]) == 1:
                self._merge(thread, own)
        for _, minus in fits:
            thread = -minus
            if thread != own and thread in self.members and self._of_one_whole(thread, own):
                self._merge(thread, own)
        return own

    def _found(self, mine: "array[int]") -> list[int]:
        """The threads that share most posted shingles with these."""
        posted = self._index()
        counted: dict[int, int] = {}
        for shingle in mine:
            at = posted.get(shingle)
            if at is None:
                continue
            for born in (at,) if type(at) is int else at:  # type: ignore[union-attr]
                counted[born] = counted.get(born, 0) + 1
        heirs = self._threads_by_birth()
        merged: dict[int, int] = {}
        for born, hits in counted.items():
            for thread in heirs[born]:
                merged[thread] = merged.get(thread, 0) + hits
        enough = [t for t, hits in merged.items() if hits >= HITS]
        return sorted(enough, key=lambda t: (-merged[t], t))[:ASKED]

    def _threads_by_birth(self) -> dict[int, set[int]]:
        if self._heirs is None:
            self._heirs = {}
            for born, thread in zip(self._born, self.thread_of, strict=True):
                self._heirs.setdefault(born, set()).add(thread)
        return self._heirs

    def _to_ask(self, thread: int) -> list[int]:
        """Members to look at: all of a small thread, else its core, its newest and some between."""
        members = self.members[thread]
        if len(members) <= ASKED:
            return members
        step = len(members) / (ASKED - 2)
        some = {members[int(i * step)] for i in range(ASKED - 2)} | {members[-1], self._core(thread)}
        return sorted(some)

    def _core(self, thread: int) -> int:
        """The member that is tied to most others; of several the first."""
        members = self.members[thread]
        if len(members) < 3:
            return members[0]
        known = self._cores.get(thread)
        if known is not None:
            return known
        inside = set(members)
        ties = dict.fromkeys(members, 0)
        for n in members:
            for k in self._edges.get(n, ()):
                if k.report in inside:
                    ties[n] += 1
                    ties[k.report] += 1
        core = self._cores[thread] = max(members, key=lambda m: (ties[m], -m))
        return core

    def _pair(self, m: int, mine: Set[int], folded: str, printed: Print) -> Alike | None:
        """How much a new report shares with an earlier one, if that makes a pair."""
        share = alike(mine, self._shingles(m))
        if not is_pair(share):
            return None
        before = self._prints[m]
        apart = self._days_apart(m, printed)
        if apart > FORGOTTEN_DAYS and share.held < COPY:
            return None
        again = apart >= 1 and printed.outlet is not None and printed.outlet == before.outlet
        if apart > SAME_STORY_DAYS or again:
            if share.held < LATER_HELD and share.jaccard < 2 * LIKE:
                return None  # the background is taken up again, or the form of words is
            if not same_numbers(folded, self._text_of(m)):
                return None  # tomorrow's bulletin in today's form
        return share

    def _days_apart(self, m: int, printed: Print) -> int:
        before = self._prints[m]
        return abs(printed.day - before.day) if printed.day and before.day else 0

    def _fits(self, told: dict[int, Alike], asked: Sequence[int], core: int, size: int) -> bool:
        """Whether a report that makes these pairs among the members asked belongs to their thread.

        With more than half of them; or with the core, if the two are alike as wholes or the core stands in the report. A
        long piece that carries two stories is the core of neither, and does not tie them together.
        """
        if 2 * len(told) > len(asked):
            return True
        share = told.get(core)
        if share is None:
            return False
        length = self._length(core)
        part = min(length, size) / max(length, size, 1)
        of_a_size = share.jaccard >= LIKE and (part >= ALIKE_IN_SIZE or (part >= CUT_TO and share.held >= LATER_HELD))
        return of_a_size or (share.held >= HELD and length <= size)

    # places

    def _put(self, n: int, thread: int) -> None:
        if n == len(self.thread_of):
            self.thread_of.append(thread)
        else:
            self.thread_of[n] = thread
        members = self.members.setdefault(thread, [])
        members.append(n)
        members.sort()
        self._cores.pop(thread, None)
        if len(members) > 1:
            self.again.update(members)

    def _of_one_whole(self, thread: int, other: int) -> bool:
        """Whether two threads that a new report fits both are one story: their cores are alike as wholes."""
        share = alike(self._shingles(self._core(thread)), self._shingles(self._core(other)))
        return is_pair(share) and share.jaccard >= LIKE

    def _merge(self, thread: int, other: int) -> None:
        """All of one thread goes to another, unless a person said where any of them belongs."""
        moving = list(self.members[thread])
        if any(m in self._placed for m in (*moving, *self.members[other])):
            return
        self.moved.update(moving, self.members[other])
        for m in moving:
            self._move(m, other)

    def _move(self, n: int, thread: int) -> None:
        old = self.thread_of[n]
        if old == thread:
            return
        self._heirs = None
        self.members[old].remove(n)
        self._cores.pop(old, None)
        if not self.members[old]:
            del self.members[old]
        self._put(n, thread)

    def part(self, n: int) -> set[int]:
        """A person says that a report is a story of its own. Gives the reports whose kin that changes."""
        mates = self.members[self.thread_of[n]]
        touched = {*mates, n, *(k.report for k in self._edges.get(n, ()))}
        self._apart |= {(min(n, m), max(n, m)) for m in touched if m != n}
        self._placed.add(n)
        if len(mates) > 1:
            self._move(n, self._free(n))
        return touched

    def join(self, n: int, other: int) -> set[int]:
        """A person says that a report tells another's story. Gives the reports whose kin that changes."""
        thread = self.thread_of[other]
        touched = {*self.members[self.thread_of[n]], *self.members[thread]}
        self._apart = {p for p in self._apart if n not in p or not set(p) <= touched}
        self._placed.add(n)
        self._move(n, thread)
        return touched

    def _free(self, n: int) -> int:
        """A name for the thread of one who leaves: his own number, or where his old thread goes on under it, a new one."""
        if n not in self.members:
            return n
        self._heirs = None
        rest = [m for m in self.members[n] if m != n]
        self._cores.pop(n, None)
        for m in rest:  # the thread was called after him: it is called after the next now
            self.thread_of[m] = rest[0]
        self.members[rest[0]] = rest
        self.members[n] = [n]
        return n

    def _is_apart(self, n: int, m: int) -> bool:
        return bool(self._apart) and (min(n, m), max(n, m)) in self._apart

    # shingles kept

    def _sketch(self, mine: "array[int]") -> bytes:
        """The shingles that are posted, or nothing where all are."""
        return b"" if len(mine) < ALL_POSTED else array("I", [h for h in mine if h % SAMPLE == 0]).tobytes()

    def _index(self) -> dict[int, int | list[int] | None]:
        if self._posted is None:
            self._posted = {}
            for n in range(len(self._shingled)):
                self._post(n)
        return self._posted

    def _post(self, n: int) -> None:
        """Posts a report's sketch under its birth; which threads that is now is asked when it is found."""
        posted = self._posted
        assert posted is not None
        born = self._born[n]
        for h in array("I", self._sketches[n] or self._shingled[n]):
            at = posted.get(h, -1)
            if at is None or at == born:
                continue
            if at == -1:
                posted[h] = born
            elif type(at) is int:
                posted[h] = [at, born]
            elif born not in at:  # type: ignore[operator]
                if len(at) >= MANNER:  # type: ignore[arg-type]
                    posted[h] = None
                else:
                    at.append(born)  # type: ignore[union-attr]

    def _shingles(self, n: int) -> "array[int]":
        return array("I", self._shingled[n])

    def _length(self, n: int) -> int:
        return len(self._shingled[n]) // 4

    # snapshots

    def pack(self, since: int = 0) -> bytes:
        """What a snapshot keeps of all but the first so many reports; which thread each stands in, of all."""
        shingled, sketches = self._shingled[since:], self._sketches[since:]
        head = to_json(
            {
                "threads": self.thread_of, "born": self._born[since:],
                "edges": [[n, *k] for n, kin in self._edges.items() if n >= since for k in kin],
                "placed": sorted(self._placed), "apart": sorted(self._apart),
                "sizes": [[len(s), len(k)] for s, k in zip(shingled, sketches, strict=True)],
            }
        )  # fmt: skip
        return b"".join((len(head).to_bytes(8, "big"), head, *shingled, *sketches))

    def lay(self, packed: bytes | memoryview, prints: Sequence[Print]) -> None:
        """Lays on what a snapshot says came next. The index is made when the next report comes: reading needs none."""
        at = 8 + int.from_bytes(packed[:8], "big")
        head = from_json(bytes(packed[8:at]))
        self._prints += prints
        self.thread_of, self._heirs, self._posted = head["threads"], None, None
        self._born += head["born"]
        self.members.clear()
        self._cores.clear()
        for n, thread in enumerate(self.thread_of):
            self.members.setdefault(thread, []).append(n)
        for n, *kin in head["edges"]:
            self._edges.setdefault(n, []).append(Kin(*kin))
            self._carried.setdefault(kin[0], []).append(n)
            self.again.update((n, kin[0]))
        for mates in self.members.values():
            if len(mates) > 1:
                self.again.update(mates)
        for n, pieces in enumerate((self._shingled, self._sketches)):
            for sizes in head["sizes"]:
                pieces.append(bytes(packed[at : at + sizes[n]]))
                at += sizes[n]
        self._placed = set(head["placed"])
        self._apart = {(a, b) for a, b in head["apart"]}


def is_pair(share: Alike) -> bool:
    """Whether two reports that share so much tell one story, or one carries the other."""
    return (share.held >= HELD and share.shared >= HELD_AT_LEAST) or (
        share.jaccard >= SHORT_LIKE and share.shared >= SHORT_AT_LEAST
    )
