"""Relevance: whether a report is about the case, and by which rule.

Danger: a report about the talks put away unread; a judgement nobody can explain.
Duty: one pure judgement from the headline, the opening and the words of a report; it names its rule and what it rests on.
Shape: `judge(text, lang, title, scope, roster)` gives a `Judgement`. In doubt a report is the case's: what is put away
wrongly is missed, what is kept wrongly is only read. The rules, the first that holds decides:

    no_scope            the case names no party and no word: everything is its own
    own_word            a word or name the team set stands in the head, and a party, or talks, fighting or aid are told of
    two_parties         two parties of the case stand in the head, and talks, fighting or aid are told of
    party_and_mediator  a party and a mediator of the case stand in the head, and talks are told of
    party_and_talks     a party stands in the head, another further down, and talks are told of
    party_and_ground    a party stands in the head beside fighting or aid, and another further down
    mediator_and_talks  a mediator and talks stand in the head, and a party is named
    talks               talks stand in the head, and two parties are named
    party_at_talks      a party and talks stand in the head, and no party of another quarrel does
    party_at_ground     a party stands in the head beside fighting or aid, and no party of another quarrel does
    mediators           a mediator and talks stand in the head, or two mediators and talks further down, and at most one
                        party of another quarrel: two of them have a quarrel of their own

else it is not: `no_party`, `one_party`, `no_subject`, `in_passing`. The *head* is the headline and the first three sentences.
A party is named by itself, its bodies and its people, as the roster has them; an outlet names nobody.
"""

import re
from dataclasses import dataclass
from typing import Literal

from wasata.listen.forms.outlets import outlet_kind_of
from wasata.listen.letters import Folded, fold
from wasata.listen.mentions import mentions_in
from wasata.listen.roster import Roster
from wasata.listen.sentences import sentences_of
from wasata.values import Lang

Rule = Literal[
    "no_scope", "own_word", "two_parties", "party_and_mediator", "party_and_talks", "party_and_ground",
    "mediator_and_talks", "talks", "party_at_talks", "party_at_ground", "mediators",
    "no_party", "one_party", "no_subject", "in_passing",
]  # fmt: skip
NOT_OURS: tuple[Rule, ...] = ("no_party", "one_party", "no_subject", "in_passing")

HEAD_SENTENCES = 3
HEAD_LETTERS = 900
"""An opening without a full stop ends here."""
READ_LETTERS = 40_000
"""What stands further down tells no more of what a report is about."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a case is about: roster ids of its parties and its mediators, further roster ids (places, bodies, people) and
    words that name it by themselves."""

    parties: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether nothing was said of what the case is about."""
        return not (self.parties or self.names or self.words)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a report is the case's, by which rule; the roster ids and the words it rests on, as they were found."""

    ours: bool
    rule: Rule
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def judge(text: str, lang: Lang, title: str | None, scope: Scope, roster: Roster) -> Judgement:
    """Whether a report is about the case. Pure: the same report, scope and roster give the same answer."""
    if scope.is_open:
        return Judgement(True, "no_scope")
    head = _Told(_head(text, lang, title), lang, scope, roster)
    whole = _Told(f"{title or ''}\n{text[:READ_LETTERS]}", lang, scope, roster)
    subject = whole.talks or whole.ground or whole.deal
    talks_or_deal = whole.talks or whole.deal
    one_sided = len(scope.parties) == 1  # a case that names one party has no second to wait for
    needed = 1 if one_sided else 2
    if head.own and (subject or whole.parties):
        return Judgement(True, "own_word", head.parties, (*head.own, *subject[:1]))
    if len(head.parties) >= needed and subject:
        return Judgement(True, "two_parties", head.parties, subject[:1])
    if head.parties and head.mediators and talks_or_deal:
        return Judgement(True, "party_and_mediator", (*head.parties, *head.mediators), talks_or_deal[:1])
    if head.parties and len(whole.parties) >= needed and talks_or_deal:
        return Judgement(True, "party_and_talks", whole.parties, talks_or_deal[:1])
    if head.parties and len(whole.parties) >= needed and head.ground:
        return Judgement(True, "party_and_ground", whole.parties, head.ground[:1])
    if head.mediators and head.talks and whole.parties:
        return Judgement(True, "mediator_and_talks", (*head.mediators, *whole.parties), head.talks[:1])
    if head.talks and len(whole.parties) >= needed:
        return Judgement(True, "talks", whole.parties, head.talks[:1])
    if head.parties and head.talks and not head.strangers:
        return Judgement(True, "party_at_talks", head.parties, head.talks[:1])
    if head.parties and head.ground and not head.strangers:
        return Judgement(True, "party_at_ground", head.parties, head.ground[:1])
    if head.mediators and len(head.strangers) < 2 and (head.talks or (len(head.mediators) > 1 and whole.talks)):
        return Judgement(True, "mediators", head.mediators, whole.talks[:1])
    if not whole.parties:
        return Judgement(False, "no_party")
    if not subject:
        return Judgement(False, "no_subject", whole.parties)
    return Judgement(False, "one_party" if len(whole.parties) < needed else "in_passing", whole.parties)


def _head(text: str, lang: Lang, title: str | None) -> str:
    begins = text[: HEAD_LETTERS * 4].lstrip()
    sentences = sentences_of(begins, lang)[:HEAD_SENTENCES]
    end = min(sentences[-1].end if sentences else HEAD_LETTERS, HEAD_LETTERS)
    while end < len(begins) and not begins[end - 1 : end + 1].isspace() and begins[end].isalnum():
        end += 1  # no name is cut in two
    return f"{title or ''}\n{begins[:end]}"


class _Told:
    """What a stretch of text tells: the parties and mediators in it, its words of talks, of fighting and aid, the team's own."""

    __slots__ = ("deal", "ground", "mediators", "own", "parties", "strangers", "talks")

    def __init__(self, text: str, lang: Lang, scope: Scope, roster: Roster) -> None:
        folded = fold(text, lang)
        named = [m for m in mentions_in(folded, lang, roster) if m.what != "outlet"]
        sides = [m.party or m.entry for m in named] + [m.entry for m in named]
        self.parties = tuple(p for p in scope.parties if p in sides)
        self.mediators = tuple(p for p in scope.mediators if p in sides)
        others = {m.party for m in named if m.party} - {*scope.parties, *scope.mediators, *scope.names}
        self.strangers = {party for party in others if not _is_for_all(party, roster)}
        self.own = (*(x for x in scope.names if x in sides), *_own_words(folded, lang, scope.words))
        self.talks = _found(_TALKS[lang], folded, text)
        self.ground = _found(_GROUND[lang], folded, text)
        self.deal = _found(_DEAL[lang], folded, text)


def _is_for_all(party: str, roster: Roster) -> bool:
    """Whether a party is a body of the United Nations or of relief, which stands beside every quarrel and is side of none."""
    names = roster.entries[party].en + roster.entries[party].ar
    return any(outlet_kind_of(name) in ("un_body", "aid_body") for name in names[:6])


def _own_words(folded: Folded, lang: Lang, words: tuple[str, ...]) -> tuple[str, ...]:
    """The team's own words that stand here whole; in Arabic also after attached particles and the article."""
    found = []
    for word in words:
        folded_word = fold(word.strip(), lang).text
        like, before = re.escape(folded_word), ""
        if lang == "ar":
            definite = folded_word.startswith("ال") and len(folded_word) > 3
            like, before = (re.escape(folded_word[2:]), _DEFINITE) if definite else (like, _BEFORE)
        if like and re.search(rf"(?<!\w){before}{like}(?!\w)", folded.text, re.I):
            found.append(word)
    return tuple(found)


def _found(pattern: re.Pattern[str], folded: Folded, text: str) -> tuple[str, ...]:
    """The first word of a kind, as it is printed; empty when there is none."""
    m = pattern.search(folded.text.lower() if len(folded.text.lower()) == len(folded.text) else folded.text)
    if m is None:
        return ()
    span = folded.span(*m.span("word"))
    return (text[span.start : span.end],)


# ---- the words, folded as `letters.fold` folds

_BEFORE = "[وف]?(?:بال|كال|لل|ال|[بلك])?"
_DEFINITE = "[وف]?(?:بال|كال|لل|ال)"


def _arabic(words: str) -> re.Pattern[str]:
    stems = "|".join(w.replace("_", r"\s+(?:ال)?").replace("+", "[\u0621-\u064a]{0,4}") for w in words.split())
    return re.compile(rf"(?<![\u0621-\u064a])(?P<word>{_BEFORE}(?:{stems}))(?![\u0621-\u064a])")


def _english(words: str) -> re.Pattern[str]:
    stems = "|".join(w.replace("_", r"[\s-]+").replace("+", "[a-z]{0,6}") for w in words.split())
    return re.compile(rf"(?<![a-z])(?P<word>{stems})(?![a-z])")


_TALKS = {
    "ar": _arabic(
        "مفاوض+ تفاوض+ محادثات+ مباحثات+ وساطه+ وساطات وسيط+ وسطاء+ هدنه+ هدن تهدئه+ وقف_اطلاق_نار وقف_لاطلاق_نار "
        "وقف_قتال وقف_اعمال_عدائيه افراج+ اطلاق_سراح محتجز+ رهينه رهائن اسري اسير+ معتقل+ سجناء صفقه_تبادل "
        "تبادل_اسري تبادل_سجناء مبعوث+ هدنات"
    ),
    "en": _english(
        "talks negotiat+ mediat+ truce truces ceasefire+ cease_fire+ pause_in_fighting humanitarian_pause hostage hostages "
        "captive captives detainee detainees prisoner prisoners swap peace_deal peace_plan peace_process envoy envoys pause"
    ),
}
_GROUND = {
    "ar": _arabic(
        "قصف+ غاره غارات+ قتل+ قتيل+ مقتل+ شهيد شهداء استشهد+ استشهاد جريح جرحي+ اصيب+ اصابه مصاب+ هجوم+ هجمات+ هاجم+ "
        "اشتباك+ اجتياح+ توغل+ حصار+ مساعدات+ اغاثه اغاثيه انسانيه شاحنات+ شاحنه نازح+ نزوح+ اجلاء+ معبر+ معابر صاروخ+ "
        "صواريخ+ اعمال_عدائيه اعمال_قتاليه قافله قوافل خرق+ خروقات+ عدوان+ قوات+ انسحاب+ حرب+ قتال+"
    ),
    "en": _english(
        "kill killed kills killing hostilities convoy convoys dead death deaths "
        "strike strikes airstrike+ shell shelled shelling bomb+ attack+ troops "
        "siege aid humanitarian displaced evacuat+ crossing crossings rocket rockets missile missiles clash clashes "
        "offensive wounded injured violation violations war fighting withdraw+ raid raids"
    ),
}

_DEAL = {
    "ar": _arabic("صفقه صفقات اتفاق+ تبادل تمديد+ مفرج مقترح+ وفد وفود جوله جولات قوائم تحرير"),
    "en": _english(
        "deal deals agreement+ accord paused release+ releasing freed freeing swapped exchang+ proposal+ "
        "delegation+ round rounds captivity held"
    ),
}
"""Words that tell of talks only where those who talk are named too: contracts on gas are deals as well."""
