"""Mentions: where the roster's names stand in a text.

Danger: "فتح" the verb taken for a party; "عمان" of Oman for Amman; "us" for "US".
Duty: the longest names, whole words only, with Arabic's attached particles (و ف ب ل ك) outside the span; a fused لل
stays inside ("للجزيرة" is one written word, so there is nothing to cut).
Shape: one automaton a language. The default roster's are made at build time and know the digest of the table they were
made from, so a roster edited since then is never read with an older table; another roster's is made on first use.
"""

import hashlib
import re
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import ahocorasick

from wasata.listen.letters import Folded, fold_word
from wasata.listen.roster import Roster, What, default_roster
from wasata.values import LANGS, Lang


class Mention(NamedTuple):
    """A roster name in the text. `party` is the side it speaks for, None for outlets and places."""

    start: int
    end: int
    entry: str
    what: str
    party: str | None


_PARTICLES = frozenset(("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك"))
"""What may stand before a name inside its first written word."""

_VERBS_TOO = frozenset(("فتح", "امل"))
"""Parties whose name is also an everyday word: believed only beside another party's name or after "حركة"."""

_OMAN_OR_AMMAN = "عمان"
_DOUBTFUL = (*_VERBS_TOO, _OMAN_OR_AMMAN)
_WORD = re.compile(r"[^\W_]+")


def mentions_in(folded: Folded, lang: Lang, roster: Roster) -> list[Mention]:
    """All mentions in order of place, not overlapping (the longest wins). Offsets are into the folded text."""
    text = folded.text
    scanner, entries = _scanner(roster, lang)
    if scanner is None:
        return []
    arabic = lang == "ar"
    found: list[tuple[int, int, int]] = []
    size = len(text)
    for last, value in scanner.iter(text):
        end = last + 1
        if end < size and text[end].isalnum():
            continue
        start = end - (value & 0xFF)
        if start and text[start - 1].isalnum():
            if not arabic:
                continue
            head = start - 1
            while head and start - head < 3 and text[head - 1].isalnum():
                head -= 1
            if text[head:start] not in _PARTICLES or (head and text[head - 1].isalnum()):
                continue
        found.append((start, -end, value >> 8))
    found.sort()
    kept: list[Mention] = []
    reach = -1
    new = tuple.__new__  # three times faster than the call of a named tuple, and a report has dozens
    for start, minus_end, index in found:
        if start >= reach:
            reach = -minus_end
            kept.append(new(Mention, (start, reach, *entries[index])))
    return _without_doubtful(kept, folded) if arabic else _without_letters(kept, text)


def _without_doubtful(kept: list[Mention], folded: Folded) -> list[Mention]:
    """Leaves out names that are everyday words here, and settles Oman against Amman by what else the text says."""
    text = folded.text
    for name in _DOUBTFUL:
        if name in text:
            break
    else:
        return kept
    sure: list[Mention] = []
    for n, m in enumerate(kept):
        name = text[m.start : m.end]
        if name in _VERBS_TOO and not (text.endswith("حركه ", 0, m.start) or _beside_a_party(kept, n, text)):
            continue
        if name == _OMAN_OR_AMMAN and not _is_oman(m, text):
            continue
        sure.append(m)
    return sure


def _beside_a_party(kept: list[Mention], n: int, text: str) -> bool:
    """Whether another party's name is joined to this one by "و" ("حماس وفتح", "فتح وحركة حماس")."""
    here = kept[n]
    if n and kept[n - 1].party and text[kept[n - 1].end : here.start].strip() == "و":
        return True
    return n + 1 < len(kept) and bool(kept[n + 1].party) and text[here.end : kept[n + 1].start].strip() == "و"


def _is_oman(m: Mention, text: str) -> bool:
    if text.endswith(("سلطنه ", "سلطان "), 0, m.start):
        return True
    line_start = text.rfind("\n", 0, m.start) + 1
    if line_start == m.start and re.match(r"\s*[-–—(:ـ/،]", text[m.end : m.end + 4]):
        return False  # a dateline: the city
    return any(sign in text for sign in ("سلطنه عمان", "عماني", "مسقط"))


def _without_letters(kept: list[Mention], text: str) -> list[Mention]:
    """A name of one letter ("X") is believed only after "on", "via" or "platform"."""
    return [
        m
        for m in kept
        if m.end - m.start > 1
        or re.search(r"(?:\bon|\bvia|\bplatform|\bto|formerly Twitter,) [\"'(]?$", text[max(0, m.start - 20) : m.start])
    ]


@lru_cache(maxsize=16)
def _scanner(roster: Roster, lang: Lang) -> tuple[Any, list[tuple[str, What, str | None]]]:
    """A roster's names (each with the value `index of entry << 8 | length of name`) and by index what a mention says of
    an entry: its id, what it is, the side it speaks for."""
    entries = [(entry.id, entry.what, roster.party_of(entry.id)) for entry in roster.entries.values()]
    if roster.is_default:
        made = _table(lang)
        if made.exists():
            scanner = ahocorasick.load(str(made), int)
            if scanner.exists(_digest(roster, lang)):
                return scanner, entries
    scanner = _build(roster, lang)
    return scanner, entries


def _build(roster: Roster, lang: Lang) -> Any:
    scanner = ahocorasick.Automaton(ahocorasick.STORE_INTS)
    for index, entry in enumerate(roster.entries.values()):
        for name in entry.names(lang):
            for form in _forms(name, lang):
                if 0 < len(form) < 256 and not scanner.exists(form):
                    scanner.add_word(form, index << 8 | len(form))
    if not len(scanner):
        return None
    scanner.add_word(_digest(roster, lang), 0)
    scanner.make_automaton()
    return scanner


def _forms(name: str, lang: Lang) -> set[str]:
    """A name as it may be written: Arabic with لل for ل+ال and in the other cases, English with and without "the"."""
    if lang == "en":
        bare = re.sub(r"^[Tt]he ", "", name).strip()
        forms = {bare, bare[:1].upper() + bare[1:]}
        if len(bare) > 4:
            forms.add(bare.upper())
        return forms
    plain = fold_word(name).strip()
    forms = {plain}
    if plain.endswith("يون"):
        forms.add(plain[:-3] + "يين")
    if plain.startswith("ابو "):
        forms |= {"ابي " + plain[4:], "ابا " + plain[4:]}
    forms |= {"لل" + form[2:] for form in forms if form.startswith("ال")}
    return forms


def _digest(roster: Roster, lang: Lang) -> str:
    """A key no text can hold (it opens with NUL) that tells one table of names from another."""
    names = "\n".join(f"{e.id}\t{'|'.join(e.names(lang))}" for e in roster.entries.values())
    return "\0" + hashlib.sha256(names.encode()).hexdigest()


def _table(lang: Lang) -> Path:
    return Path(str(files("wasata.listen"))) / f"mentions-{lang}.automaton"


def write_tables() -> None:
    """Writes the default roster's automata beside this module."""
    from wasata.listen.build import put_in_place  # only who builds needs it

    for lang in LANGS:
        put_in_place(_build(default_roster(), lang), _table(lang))
