"""The roster of a case: as a fact of the record, and as the reader uses it.

Danger: a name that changes its language on the way through the record.
Duty: both directions, beside each other. The fact keeps each language's first name apart and the others together; on the
way back each goes to the language in whose letters it is written.
"""

from typing import Any

from wasata.listen.roster import Entry, Roster
from wasata.record.kinds.report import RosterEntry, RosterSet
from wasata.values import LANGS, Lang


def roster_fact(roster: Roster) -> RosterSet:
    """The roster, whole, as it is recorded."""
    return RosterSet(
        entries=tuple(
            RosterEntry(
                id=e.id, what=e.what, part_of=e.part_of,
                names={lang: e.names(lang)[0] for lang in LANGS if e.names(lang)}, also=(*e.ar[1:], *e.en[1:]),
            )
            for e in roster.entries.values()
        )
    )  # fmt: skip


def roster_kept(entries: list[dict[str, Any]]) -> Roster:
    """The roster of a recorded fact's entries, as plain JSON values."""
    return Roster(
        {e["id"]: Entry(e["id"], e["what"], e["part_of"], *(_names(e, lang) for lang in LANGS)) for e in entries}
    )


def _names(entry: dict[str, Any], lang: Lang) -> tuple[str, ...]:
    """The names of an entry in a language: the one pages show first, then the others written in its letters."""
    first = entry["names"].get(lang)
    arabic = lang == "ar"
    also = tuple(n for n in entry["also"] if any("\u0600" <= c <= "\u06ff" for c in n) == arabic)
    return ((first,) if first else ()) + also
