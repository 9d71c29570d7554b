"""What kind of outlet a name is, where the name itself says so.

Danger: a guess shown as knowledge. A name that does not say what it is stays unknown.
Duty: `outlet_kind_of` for senders of bulletins and names of channels.
"""

import re

_KINDS = tuple(
    (kind, re.compile(words, re.I))
    for kind, words in (
        ("un_body", r"\b(?:UN|UNRWA|OCHA|UNICEF|UNHCR|WFP|WHO|United Nations)\b|الأمم المتحدة|[أا]ونروا|أوتشا|يونيسف"),
        ("aid_body", r"\bRed (?:Cross|Crescent)\b|\bICRC\b|\bMSF\b|M[ée]decins Sans|الصليب الأحمر|الهلال الأحمر|أطباء بلا حدود"),
        ("ministry", r"\bMinistry\b|\bMoFA\b|(?<![\u0621-\u064a])وزارة(?![\u0621-\u064a])"),
        ("armed_group", r"\bBrigades?\b|كتائب|سرايا|الإعلام الحربي"),
        ("government", r"\bGovernment\b|\bPrime Minister|\bPresidency\b|الحكومي|رئاسة|الحكومة|الديوان"),
        ("agency", r"\b(?:News )?Agency\b|\b(?:Reuters|AFP|QNA|WAFA|SPA)\b|(?<![\u0621-\u064a])وكالة(?![\u0621-\u064a])|رويترز"),
        ("newspaper", r"\bNewspaper\b|\bGazette\b|\bDaily\b|\bTimes\b|صحيفة|جريدة"),
        ("broadcaster", r"\bTV\b|\bRadio\b|\bTelevision\b|قناة|إذاعة|تلفزيون|فضائية"),
    )
)  # fmt: skip


def outlet_kind_of(name: str | None) -> str | None:
    """The kind of outlet a name says it is; None where it does not say."""
    return next((kind for kind, words in _KINDS if name and words.search(name)), None)
