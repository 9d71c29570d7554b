"""Credits: whom a print names as the one it has its words from.

Danger: an outlet that is written about taken for one that is quoted.
Duty: the outlets of the roster that a report credits: in its dateline and its last line ("GAZA (Reuters)", «غزة - أ ف ب»), and
behind the words that credit («نقلا عن رويترز», "Reuters reported").
Shape: `credits_in(text, lang, roster)` → the entries, each once with the place that says so, in order of place.
"""

import re
from typing import NamedTuple

from wasata.listen.letters import fold
from wasata.listen.mentions import Mention, mentions_in
from wasata.listen.roster import Roster
from wasata.values import Lang, Span

DATELINE = 90
"""A dateline is over after so many letters of a paragraph."""
LAST_LINE = 80

_CODES: dict[Lang, tuple[tuple[re.Pattern[str], str], ...]] = {
    "ar": (
        (re.compile(r"(?<!\w)ا ?\. ?ف ?\. ?ب(?!\w)|(?<!\w)ا ف ب(?!\w)|(?<!\w)افب(?!\w)"), "afp"),
        (re.compile(r"(?<!\w)د ?\. ?ب ?\. ?ا(?!\w)|(?<!\w)د ب ا(?!\w)"), "dpa"),
        (re.compile(r"(?<!\w)ا ?\. ?ب(?! ?\. ?\w)(?!\w)|(?<!\w)ا ب(?= ?[)\-–:])"), "ap"),
        (re.compile(r"(?<!\w)ا ?\. ?ش ?\. ?ا(?!\w)|(?<!\w)ا ش ا(?!\w)"), "mena"),
        (re.compile(r"(?<!\w)رويترز(?!\w)"), "reuters"),
        (re.compile(r"(?<!\w)واس(?!\w)"), "spa"),
        (re.compile(r"(?<!\w)قنا(?!\w)"), "qna"),
        (re.compile(r"(?<!\w)وفا(?!\w)"), "wafa"),
        (re.compile(r"(?<=[(\-–—/])\s*سبا(?= ?[)\-–—:])"), "saba"),
        (re.compile(r"(?<!\w)سونا(?!\w)"), "suna"),
    ),
    "en": (
        (re.compile(r"\bReuters\b"), "reuters"),
        (re.compile(r"\bAFP\b"), "afp"),
        (re.compile(r"\bAP\b"), "ap"),
        (re.compile(r"\bdpa\b|\bDPA\b"), "dpa"),
        (re.compile(r"\bXinhua\b"), "xinhua"),
        (re.compile(r"\bQNA\b"), "qna"),
        (re.compile(r"\bWAFA\b|\bWafa\b"), "wafa"),
        (re.compile(r"\bSPA\b"), "spa"),
        (re.compile(r"\bAnadolu\b"), "anadolu"),
    ),
}  # fmt: skip
"""How agencies sign, beyond the names of the roster; looked for in datelines and last lines only."""

_BEFORE: dict[Lang, re.Pattern[str]] = {
    "ar": re.compile(
        r"(?<!\w)و?(?:نقلا عن|نقله? عن|نقلت عن|بحسب|حسب|حسبما|وفق|وفقا ل|اوردت|ذكرت|افادت|بثت|نشرت|كشفت|نقلت|قالت)"
        r"\s*(?:ما\s+)?(?:(?:اوردته|ذكرته|نشرته|بثته|نقلته|افادت به)\s+)?"
        r"(?:وكاله |صحيفه |قناه |شبكه |موقع |اذاعه )?(?:انباء |الانباء )?[\"(]?\s*ل?$"
    ),
    "en": re.compile(
        r"\b(?:according to|told|cited by|citing|quoted by|quoting|reported by|carried by)"
        r"\s+(?:the\s+)?(?:news agency\s+|newspaper\s+|broadcaster\s+)?$",
        re.I,
    ),
}
_AFTER: dict[Lang, re.Pattern[str] | None] = {
    "ar": None,
    "en": re.compile(
        r"[,)]?\s*(?:news agency\s+|newspaper\s+)?(?:reported|reports|said|says|quoted|quotes|cited|cites|carried)\b",
        re.I,
    ),
}


class Credit(NamedTuple):
    """An outlet credited, by its id in the roster, and where. `signed`: in a dateline or last line, not in running words."""

    entry: str
    span: Span
    signed: bool


def credits_in(text: str, lang: Lang, roster: Roster) -> tuple[Credit, ...]:
    """The outlets that a report credits, in order of place, each once."""
    folded = fold(text, lang)
    plain = folded.text
    found: dict[str, Credit] = {}

    def take(entry: str, start: int, end: int, *, signed: bool) -> None:
        if entry in roster.entries and (entry not in found or (signed and not found[entry].signed)):
            found[entry] = Credit(entry, folded.span(start, end), signed)

    signed_at = _signed_places(plain)
    for start, end in signed_at:
        for pattern, entry in _CODES[lang]:
            m = pattern.search(plain, start, end)
            if m:
                take(entry, *m.span(), signed=True)
    after = _AFTER[lang]
    for mention in mentions_in(folded, lang, roster):
        if mention.what != "outlet":
            continue
        within = any(start <= mention.start and mention.end <= end for start, end in signed_at)
        if within and _stands_alone(plain, mention):
            take(mention.entry, mention.start, mention.end, signed=True)
            continue
        credited = _BEFORE[lang].search(plain[max(0, mention.start - 60) : mention.start]) is not None
        if credited or (after is not None and after.match(plain[mention.end : mention.end + 30])):
            take(mention.entry, mention.start, mention.end, signed=False)
    return tuple(sorted(found.values(), key=lambda c: c.span.start))


_OPENS = re.compile(r"[(\-–—/]\s*$")
_CLOSES = re.compile(r"\s*(?:$|[\n)\-–—/:،,.])")


def _stands_alone(plain: str, mention: Mention) -> bool:
    """Whether a name in a dateline or last line is a signature: «صنعاء (سبأ)», not «مقتل مراسل سبأ في صنعاء -»."""
    before = _OPENS.search(plain[max(0, mention.start - 12) : mention.start])
    return before is not None and _CLOSES.match(plain, mention.end) is not None


_DASH = re.compile(r"[)\-–—:]")


def _signed_places(plain: str) -> list[tuple[int, int]]:
    """Where agencies sign: the first letters of the first paragraphs, up to a dash or a closing bracket; a short last line;
    and what stands in brackets at the very end."""
    places: list[tuple[int, int]] = []
    at = 0
    lines = plain.split("\n")
    told = [(n, line) for n, line in enumerate(lines) if line.strip()]
    for n, line in enumerate(lines):
        if told and n in (told[0][0], *(k for k, _ in told[1:3])):
            dash = _DASH.search(line, 0, DATELINE)
            if dash:
                last = max(m.end() for m in _DASH.finditer(line, 0, DATELINE))
                places.append((at, at + last))
        if told and n == told[-1][0] and n != told[0][0] and len(line) <= LAST_LINE:
            places.append((at, at + len(line)))
        at += len(line) + 1
    end = len(plain.rstrip())
    bracket = plain.rfind("(", max(0, end - 40), end)
    if bracket >= 0 and plain[end - 1 : end] in (")", "."):
        places.append((bracket, end))
    return places
