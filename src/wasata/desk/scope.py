"""What a case is about, as a team says it: names of its roster and words of its own.

Danger: a misspelt name taken for a word, so that nothing is ever found by it.
Duty: lines a person typed are told apart into names of the roster and words; a scope that cannot be used is refused.
Shape: pure. `desk.case` sets the first scope when a case is opened, `desk.archive` every later one.
"""

from collections.abc import Iterable, Sequence

from wasata.errors import ScopeWrong
from wasata.listen.relevance import Scope
from wasata.listen.roster import Roster
from wasata.record.kinds.archive import ScopeSet
from wasata.words import Key

MOST_WORDS = 60
"""Words and names that say what a case is about: more than these say nothing any more."""
LONGEST_WORD = 80


def names_and_words(lines: Iterable[str], roster: Roster) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Lines that are names of the roster, in either language, by their ids; and the others, as words."""
    known = _known(roster)
    told = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
    names = tuple(dict.fromkeys(known[x.casefold()] for x in told if x.casefold() in known))
    return names, tuple(x for x in told if x.casefold() not in known)


def names_in(lines: Iterable[str], roster: Roster) -> tuple[str, ...]:
    """Lines that are all names of the roster, by their ids.

    Raises:
        ScopeWrong: one is no name of it.
    """
    names, others = names_and_words(lines, roster)
    if others:
        raise ScopeWrong(why=Key("archive.scope_why.unknown"), value=others[0][:LONGEST_WORD])
    return names


def _known(roster: Roster) -> dict[str, str]:
    """The entries of a roster by every name they go by; where two share one, parties and bodies go before others."""
    ordered = sorted(roster.entries.values(), key=lambda e: e.what in ("party", "body"))
    return {name.casefold(): e.id for e in ordered for name in (*e.ar, *e.en, e.id)}


def require_sound(scope: Scope, roster: Roster | None = None) -> Scope:
    """A scope that can be used, its words cleaned.

    Args:
        roster: all its names must stand there; None to leave them unchecked.

    Raises:
        ScopeWrong: a name is no entry of the roster or is named twice, or there are too many words, or one is too long.
    """
    told = (*scope.parties, *scope.mediators, *scope.names)
    for entry in told if roster is not None else ():
        if entry not in roster.entries:  # type: ignore[union-attr]
            raise ScopeWrong(why=Key("archive.scope_why.name"), value=entry)
    twice = next((p for p in scope.mediators if p in scope.parties), None)
    if twice:
        raise ScopeWrong(why=Key("archive.scope_why.twice"), value=twice)
    words = tuple(dict.fromkeys(w.strip() for w in scope.words if w.strip()))
    if len(words) + len(told) > MOST_WORDS:
        raise ScopeWrong(why=Key("archive.scope_why.many"), value=len(words) + len(told))
    long = next((w for w in words if len(w) > LONGEST_WORD or not any(c.isalpha() for c in w)), None)
    if long:
        raise ScopeWrong(why=Key("archive.scope_why.word"), value=long[:LONGEST_WORD])
    parties, mediators, names = (tuple(dict.fromkeys(p)) for p in (scope.parties, scope.mediators, scope.names))
    return Scope(parties, mediators, names, words)


def opening_scope(parties: Sequence[str], mediators: Sequence[str], lines: Iterable[str], roster: Roster) -> Scope:
    """The scope a case is opened with: its parties and mediators, and what else was typed.

    Raises:
        ScopeWrong: as `require_sound` says.
    """
    names, words = names_and_words(lines, roster)
    return require_sound(Scope(tuple(parties), tuple(mediators), names, words))


def fact_of(scope: Scope) -> ScopeSet:
    return ScopeSet(parties=scope.parties, mediators=scope.mediators, names=scope.names, words=scope.words)
