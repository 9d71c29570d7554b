"""Verbatim prints: the reports of the very same text, and which of their marks are one mark.

Danger: an analyst asked the same forty times; a wrong number struck in one print that goes on counting by thirty-nine others.
Duty: `others` names the other prints of a text; `same_mark` finds a mark again in one of them; `asked_already` says which
marks need not be asked of, since an earlier print asks them.
Shape: over the fold of the press, asked inside `Desk.hold`. A mark is the same where it stands over the same words and says
the same: "on Friday" in a print of a week later is another day, and is asked by itself.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from pydantic_core import to_json

from wasata.desk.filed import GROUPS, Base, Filed
from wasata.desk.hand import Mark, Standing
from wasata.desk.press import Press

Place = tuple[int, int, int]
"""A mark: number of its report, of its group, its place in the group."""


def _kept(press: Press, same: str) -> dict[str, list[Filed]]:
    """The prints of these words that are the case's, by their very text, the first that was out in front."""
    found: dict[str, list[Filed]] = {}
    for n in sorted(press.prints.of(same), key=lambda n: (not press.reports[n].published, press.reports[n].out, n)):
        if not press.is_away(n):
            found.setdefault(press.reports[n].digest, []).append(press.reports[n])
    return found


def others(press: Press, n: int) -> list[Filed]:
    """The other reports of the very text of this one."""
    filed = press.reports[n]
    return [f for f in _kept(press, filed.same).get(filed.digest, ()) if f.n != n]


def _says(mark: Mark) -> bytes:
    """All that a mark says and stands over; not by which rule it was found and how surely."""
    return to_json({k: v for k, v in sorted(mark.items()) if k not in ("rule", "sure", "place")})


def same_mark(s: Standing, laid: Sequence[Standing]) -> Standing | None:
    """The mark among these, of another print, that is the same as this one and stands as it does."""
    says = _says(s.mark)
    return next((o for o in laid if o.struck == s.struck and not o.aside and _says(o.mark) == says), None)


@lru_cache(maxsize=4_000)
def _marks_of(base: Base) -> tuple[tuple[tuple[int, int], bytes], ...]:
    """The marks of a reading, as (number of the group, place), and what each says."""
    read = base.read
    return tuple(((g, n), _says(m)) for g, group in enumerate(GROUPS) for n, m in enumerate(read[group]))


def asked_already(press: Press, is_asked: Callable[[Place], bool]) -> Mapping[Place, int]:
    """Marks nobody has looked at that an earlier print of their text asks as well: each with the number of that print's report.

    Args:
        is_asked: whether a mark is among those asked at all.
    """
    found: dict[Place, int] = {}
    for prints in _several(press):
        first: dict[tuple[int, bytes], int] = {}
        for filed in prints:
            if filed.base is None:
                continue
            looked = press.looked.get(filed.n, ())
            own: dict[tuple[int, bytes], int] = {}
            for place, says in _marks_of(filed.base):
                if place in looked or not is_asked((filed.n, *place)):
                    continue
                by = first.get((place[0], says))
                if by is None:
                    own[place[0], says] = filed.n
                else:
                    found[filed.n, *place] = by
            first |= own
    return found


def _several(press: Press) -> Iterator[list[Filed]]:
    for same in press.prints.again():
        yield from (prints for prints in _kept(press, same).values() if len(prints) > 1)


def others_that_ask(press: Press, n: int, group: int, mark: Mark) -> int:
    """In how many other prints of a report's text this mark stands and nobody has looked at it."""
    says = _says(mark)
    return sum(
        any(place[0] == group and kept == says and place not in press.looked.get(f.n, ()) for place, kept in _marks_of(f.base))
        for f in others(press, n) if f.base is not None
    )  # fmt: skip
