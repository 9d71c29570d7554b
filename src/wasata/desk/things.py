"""Things: the kinds of things that are hit in a war, as both languages name them.

Danger: a strike on a market taken for the strike on a hospital that is denied.
Duty: which of them a sentence names, so that with a place they tell one attack from another.
"""

import re

from wasata.listen.letters import fold
from wasata.values import Lang

THING = "thing:"
_ENGLISH = {
    "hospital": "hospital hospitals clinic", "school": "school schools", "market": "market markets",
    "mosque": "mosque mosques", "church": "church churches", "camp": "camp camps", "convoy": "convoy convoys",
    "embassy": "embassy embassies", "airport": "airport airfield", "bridge": "bridge bridges", "prison": "prison prisons jail",
    "university": "university universities", "ship": "ship ships vessel tanker",
}  # fmt: skip
_ARABIC = {
    "hospital": "مستشفي مشفي مستشفيات", "school": "مدرسه مدارس", "market": "سوق اسواق", "mosque": "مسجد مساجد",
    "church": "كنيسه كناءس", "camp": "مخيم مخيمات", "convoy": "قافله قوافل", "embassy": "سفاره سفارات", "airport": "مطار مطارات",
    "bridge": "جسر جسور", "prison": "سجن سجون", "university": "جامعه جامعات", "ship": "سفينه سفن ناقله",
}  # fmt: skip
_BEFORE = ("", "ال", "و", "وال", "ب", "بال", "ل", "لل")
_NAMED: dict[str, dict[str, str]] = {
    "en": {word: THING + thing for thing, words in _ENGLISH.items() for word in words.split()},
    "ar": {
        head + word: THING + thing for thing, words in _ARABIC.items() for word in words.split() for head in _BEFORE
    },
}
_WORD = re.compile(r"\w+")


def things_in(sentence: str, lang: Lang) -> frozenset[str]:
    """The kinds of things a sentence names, each as "thing:hospital"."""
    known = _NAMED[lang]
    return frozenset(filter(None, map(known.get, _WORD.findall(fold(sentence, lang).text.lower()))))
