"""Phrases: cues that are not one verb with its clause: نقلت … عن … قوله, وصف … بأنها, thanks and blame in two words.

Danger: the one described taken for the one who described; an outlet that carried words taken for their speaker.
Duty: each of these constructs as a `Hit`, with its own rule.
"""

from wasata.listen.ar import subjects
from wasata.listen.ar.appeals import BY, ON_THEM, appealed, beside, blamed, subject, written_on
from wasata.listen.ar.cues import CUES, Cue
from wasata.listen.ar.forms import NOUN, PARTICIPLE
from wasata.listen.ar.hits import Hit
from wasata.listen.ar.lexicon import MASDAR, NAME, ORG, OUTLET, REL, SAID, THING, TITLE, these
from wasata.listen.ar.line import Words
from wasata.listen.ar.noun_phrases import (
    Phrase,
    can_speak,
    is_verb,
    joined,
    noun_phrase,
    without_object,
)
from wasata.listen.ar.openings import Opening, opening
from wasata.listen.ar.sources import speaker
from wasata.listen.ar.traits import ADVERBIAL_B, QUOTING, THAT
from wasata.values import Act

_SPECIAL = frozenset(
    (
        *(c.lemma for c in CUES if "r" in c.frames),
        *("نسب", "ذكر", "أورد", "نشر", "كرر", "جدد", "توجه", "وجه", "وصف", "وقف", "أعرب", "عبر", "تبادل", "حمل"),
        *("جاء", "كتب", "أطلق", "أصدر", "ألقى"),
    )
)


def special(words: Words, cue: Cue, form: int, k: int, begin: int, end: int) -> Hit | None:
    """Lemmas with a grammar of their own: نقل … عن, thanks, blame, mutual accusation."""
    lemma = cue.lemma
    if lemma not in _SPECIAL:
        return None
    if lemma == "نسب" and form < PARTICIPLE and (laid := _laid_to(words, cue, form, k, begin, end)) is not None:
        return laid
    if "r" in cue.frames or lemma == "نسب":
        return _relayed(words, cue, form, k, begin, end)
    if lemma in ("ذكر", "أورد", "نشر") and form < PARTICIPLE:
        hit = _relayed(words, cue, form, k, begin, end, said=True)
        return hit if hit is not None and hit.rule == "relayed" else None
    if (
        lemma in ("كرر", "جدد")
        and k + 1 < end
        and words.word[k + 1] in ("امتنانه", "شكره", "تقديره", "امتنانها", "شكرها", "شكر")
    ):
        return _two_words(words, cue, form, k, k + 2, begin, end)
    if lemma in ("توجه", "وجه") and form:
        for j in range(k + 1, min(end, k + 22)):
            if words.word[j] in THAT or words.word[j] in ".:" or (j > k + 10 and is_verb(words, j)):
                break
            if words.word[j] in ("بالشكر", "الشكر", "شكره", "شكرها", "بالتحيه"):
                return _two_words(
                    words, cue, form, k, j + 1, begin, end, cue_last=j + 1 if j == k + 1 else k + 1, who_to=j
                )
        return appealed(words, cue, form, k, begin, end)
    if lemma == "كتب" and form < PARTICIPLE and words.word[min(k + 1, end - 1)] in ON_THEM:
        return written_on(words, cue, form, k, begin, end)
    if lemma in ("أطلق", "أصدر"):
        return appealed(words, cue, form, k, begin, end)
    if lemma == "جاء":
        return _came_in(words, cue, form, k, begin, end)
    if lemma == "وصف" and form != NOUN:
        return _described(words, cue, form, k, begin, end)
    if lemma == "وقف":
        ready = (
            k + 3 < end and words.word[k + 1] == "علي" and words.word[k + 2].removeprefix("ال") in ("استعداد", "اهبه")
        )
        opens = opening(words, BY["دعا"], k + 3, min(end, k + 6), implied=True) if ready else None
        return None if opens is None else Hit(cue, k, k + 3, form, None, opens, k, "readiness", act="offer")
    if lemma in ("أعرب", "عبر"):
        return _expressed(words, cue, form, k, begin, end)
    if lemma == "تبادل":
        for j in range(k + 1, min(end, k + 14)):
            if words.word[j] in ("الاتهامات", "الاتهام", "اتهامات"):
                who = subject(words, cue, k, begin, j)
                opens = opening(words, BY["اتهم"], j + 1, min(end, j + 6), implied=True)
                about = next((m for m in range(j + 1, min(end - 1, j + 5)) if words.word[m] in ("بشان", "حول")), None)
                if opens is None and about is not None:
                    opens = Opening(about + 1, words.at[about + 1], "b")
                if who is not None and opens is not None:
                    return Hit(cue, k, k + 1, form, who, opens, k, "mutual-accusation")
        return None
    if lemma == "حمل":
        for j in range(k + 1, min(end, k + 14)):
            if words.word[j].removeprefix("ال").startswith("مسؤولي"):
                who = subject(words, BY["اتهم"], k, begin, j)
                if who is None or not can_speak(words, who.first):
                    return None
                return Hit(cue, k, k + 1, form, who, Opening(j, words.at[j], "noun"), k, "blame")
        return None
    if lemma == "ألقى":
        return blamed(words, cue, form, k, begin, end)
    return None


def _laid_to(words: Words, cue: Cue, form: int, k: int, begin: int, end: int) -> Hit | None:
    """ "نسبت الأركان ⟦الهجوم إلى المنظمة⟧": what is laid to whose charge."""
    found = subjects.after(words, BY["أعلن"], k, end)
    if found is None or not can_speak(words, found[0]):
        return None
    s = found[1].last
    if (
        s + 2 >= end
        or not (words.kind[s] & (MASDAR | THING) or words.concept[s])
        or "الي" not in words.word[s + 1 : s + 6]
    ):
        return None
    edge = begin if k == begin else beside(words, k, form)
    hit = Hit(cue, k, k + 1, form, speaker(words, *found), Opening(s, words.at[s], "noun"), edge, "blame", act="accuse")
    hit.closes = next((j for j in range(s + 1, end) if words.word[j] == "،"), None)
    return hit


def _came_in(words: Words, cue: Cue, form: int, k: int, begin: int, end: int) -> Hit | None:
    """ "وجاء في بيان للوزارة أن…", "جاء في البيان: «…»": the issuer says it."""
    s = k + 2
    if s >= end or words.word[k + 1] != "في" or not words.kind[s] & SAID:
        return None
    opens = opening(words, BY["قال"], s + 1, end, implied=True)
    if opens is None or opens.word - k > 20:
        return None
    who = None
    for j in range(s + 1, min(opens.word, s + 5)):
        if can_speak(words, j) or (joined(words, j) == "ل" and words.kind[j] & (ORG | TITLE)):
            who = speaker(words, j, noun_phrase(words, j, opens.word))
            break
    form = 0 if who is None else form  # a statement is masculine; whoever issued it need not be
    return Hit(cue, k, k + 1, form, who, opens, begin if k == begin else beside(words, k, form) or k, "came-in")


_WHAT = these("ما بما مما عما لما فيما")


def _described(words: Words, cue: Cue, form: int, k: int, begin: int, end: int) -> Hit | None:
    """وصف العملية بأنها…: the thing described and its description are the words."""
    link = None
    called = words.word[k - 1] in _WHAT if k > begin else False  # "ما وصفوه بالانقلاب"
    relative = k - 1 > begin and (words.has(k - 1, REL) or called) and words.value[k] >> 13 & 1 and form < PARTICIPLE
    past = k
    for j in range(k + 1, min(end, k + 36)):
        w = words.word[j]
        if j <= past:
            continue
        if w == "،" and j + 1 < end and words.word[j + 1] in ("في", "خلال", "عبر", "علي"):
            past = next((m for m in range(j + 2, min(end, j + 14)) if words.word[m] == "،"), j)
            if past > j:
                continue  # "وصف فلان، في تصريح للصحافة، الزيارة بأنها…"
        if w in ("بان", "بانه", "بانها", "بانهم", "بانهما") or (
            (j > k + 1 or relative)
            and (joined(words, j) == "ب" or (w.startswith("ب") and not words.kind[j]))
            and w not in ADVERBIAL_B
        ):
            link = j
            break
        if w in "،.:" or w in THAT or (j > k + 1 and is_verb(words, j)):
            return None
    if link is None:
        return None
    bound = words.value[k] >> 13 & 1 or words.word[k + 1] in ("اياه", "اياها", "اياهم")
    was = subjects.before(words, k, begin) if words.bare_word[k] == words.word[k] and form < PARTICIPLE else None
    found = subjects.after(words, BY["اتهم"], k, link) if form < PARTICIPLE else None
    who, start = None, k + 1
    if was is not None:
        who = speaker(words, *was)
    elif found is not None and can_speak(words, found[0]):
        last = found[1].last
        if last == link and not bound:
            last = without_object(words, found[0], last)
        if last < link or bound:
            who, start = speaker(words, found[0], Phrase(last, found[1].named)), last
    opens = (
        Opening(link, words.at[link] + 1, "b")
        if bound and (start >= link or words.word[start].startswith("ايا"))
        else Opening(start, words.at[start], "noun")
    )
    if opens.word == link and words.word[link] in THAT and link + 1 < end:
        opens = Opening(link + 1, words.at[link + 1], "that")
    edge = begin if k == begin else beside(words, k, form)
    if called:
        hit = Hit(cue, k, k + 1, form, who, opens, None, "described")
        hit.closes = next((j for j in range(opens.word + 1, end) if words.has(j, REL) or words.word[j] in "،؛"), end)
        return hit
    if relative and words.word[k - 2] == "،":
        edge = k - 1  # "…، التي وصفها بالكارثية"
    return Hit(cue, k, k + 1, form, who, opens, edge, "described")


def _two_words(
    words: Words,
    cue: Cue,
    form: int,
    k: int,
    after: int,
    begin: int,
    end: int,
    cue_last: int | None = None,
    who_to: int | None = None,
) -> Hit | None:
    """ "كرر امتنانه لـ…", "توجه بالشكر إلى…": content behind the preposition."""
    who = subject(words, cue, k, begin, after if who_to is None else who_to)
    for j in range(after, min(end, after + 8)):
        w = words.word[j]
        if w in ("الي", "علي", "عن") and j + 1 < end:
            return Hit(
                cue,
                k,
                cue_last or after,
                form,
                who,
                Opening(j + 1, words.at[j + 1], "i"),
                beside(words, k, form),
                "thanks",
                act="thank",
            )
        if w.startswith("ل") and len(w) > 2 and w not in ("لكن", "لم", "لن"):
            at = words.at[j] + (0 if w.startswith("لل") else 1)
            return Hit(
                cue,
                k,
                cue_last or after,
                form,
                who,
                Opening(j, at, "L"),
                beside(words, k, form),
                "thanks",
                act="thank",
            )
    return None


_FEELING: dict[str, Act] = {
    "امل": "expect", "تفاؤل": "expect", "شكر": "thank", "امتنان": "thank", "تقدير": "thank", "رفض": "reject", "استعداد": "offer",
    "اعتقاد": "say", "قلق": "say", "اسف": "say", "خشي": "warn", "مخاوف": "warn", "ثق": "expect",
}  # fmt: skip


def _expressed(words: Words, cue: Cue, form: int, k: int, begin: int, end: int) -> Hit | None:
    """ "أعرب عن أمله في…": the feeling names the act, the words stand behind its preposition."""
    told_of = False  # in an interview or a call, and so inside the words that tell of it
    for j in range(k + 1, min(end, k + 24)):
        if words.word[j] in THAT or words.word[j] in ":.":
            return None
        if words.word[j] == "عن" and j + 1 < end:
            who = None if j == k + 1 else subject(words, cue, k, begin, j)
            if who is None:
                was = subjects.before(words, k, begin) if words.bare_word[k] == words.word[k] else None
                who = speaker(words, *was) if was else None
            if who is None and words.word[k + 1] in subjects.IN_IT:
                meant = subjects.partner(words, k, begin)
                if meant is not None:
                    who, told_of = speaker(words, *meant), True
            if (
                cue.lemma == "عبر"
                and who is not None
                and not can_speak(words, who.first)
                and not words.has(who.first, NAME)
                and words.word[who.first] not in subjects.SOME
            ):
                return None  # "يعبر البحر بحثا عن…"
            noun = words.word[j + 1]
            act: Act = "say"
            for stem, meaning in _FEELING.items():
                if noun.removeprefix("ال").startswith(stem):
                    act = meaning
                    break
            start = j + 1
            if act in ("expect", "thank", "reject", "offer"):
                for n in range(j + 2, min(end, j + 6)):
                    w = words.word[n]
                    if w in ("في", "من", "الي", "ازاء", "علي") and n + 1 < end:
                        start = n + 1
                        if words.word[start] in THAT and start + 1 < end:
                            start += 1
                        break
                    if w in THAT and n + 1 < end:
                        start = n + 1
                        break
                    if w[0] in "لب" and len(w) > 3 and (joined(words, n) or w.startswith("ل")):
                        at = words.at[n] + (0 if w.startswith("لل") else 1)
                        return Hit(
                            cue, k, k + 1, form, who, Opening(n, at, "L"), beside(words, k, form), "feeling", act=act
                        )
            edge = None if told_of else beside(words, k, form)
            return Hit(
                cue,
                k,
                k + 1,
                form,
                who,
                Opening(start, words.at[start], "noun"),
                begin if k == begin else edge,
                "feeling",
                act=act,
            )
    return None


def _relayed(words: Words, cue: Cue, form: int, k: int, begin: int, end: int, *, said: bool = False) -> Hit | None:
    """نقلت القناة عن مسؤول قوله إن: the inner one is the source, the outlet carried it."""
    if form == NOUN:
        return None
    carried_by: tuple[int, Phrase] | None = None
    nobody = False  # a carrier that is no voice: only "قوله" behind the link shows that it carried words
    link = "الي" if cue.lemma == "نسب" else "عن"
    j = k + 1
    if j < end and words.word[j] != link:
        found = subjects.after(words, cue, k, end)
        if found is not None:
            carried_by = found
            j = found[1].last
        else:
            was = subjects.before(words, k, begin)
            nobody = was is None and not words.value[k] >> 13 & 1
            if nobody and QUOTING.isdisjoint(words.word[j : min(end, k + 30)]):
                return None
            carried_by = was
    elif words.bare_word[k] == words.word[k]:
        carried_by = subjects.before(words, k, begin)
    steps = 0
    while j < end and words.word[j] != link:
        w = words.word[j]
        if w in THAT or w in ".:؛" or steps > 14:
            return _outlet_says(words, cue, form, k, end, carried_by)
        j += 1
        steps += 1
    if j + 1 >= end:
        return _outlet_says(words, cue, form, k, end, carried_by)
    inner = noun_phrase(words, j + 1, end, before_object=True)
    if inner.last <= j + 1 or (not can_speak(words, j + 1) and not words.kind[j + 1] & NAME and not inner.named):
        return None
    who = speaker(words, j + 1, inner)
    s = inner.last
    plain = BY["قال"]._replace(frames="tqn")
    quoting = None
    for n in range(s, min(end, s + 20)):
        if words.word[n] in QUOTING or words.word[n] == "القول":
            quoting = n
            break
        if words.word[n] in THAT or words.word[n] in ":.":
            break
    if (said or nobody) and (quoting is None or (carried_by is None and not nobody)):
        return None
    opens = opening(words, plain, s if quoting is None else quoting + 1, end, implied=quoting is not None)
    if opens is None:
        return None
    via = None
    if carried_by is not None:
        first, phrase = carried_by
        carries = words.has(first, OUTLET) or words.bare_word[first].removeprefix("ال").startswith("وكال")
        if carries or speaker(words, first, phrase).kind == "outlet":
            via = words.span(first, phrase.last)
    edge = begin if k == begin else beside(words, k, form) or (k if words.word[k - 1] in "،" else None)
    return Hit(cue, k, k + 1, form, who, opens, edge, "relayed", via=via)


def _outlet_says(
    words: Words, cue: Cue, form: int, k: int, end: int, carried_by: tuple[int, Phrase] | None
) -> Hit | None:
    """نقلت الوكالة أن…, with nobody behind it."""
    if carried_by is None:
        return None
    first, phrase = carried_by
    who = speaker(words, first, phrase)
    if who.kind != "outlet":
        return None
    opens = opening(words, BY["قال"], phrase.last, end, implied=False)
    if opens is None:
        return None
    return Hit(cue, k, k + 1, form, who, opens, k, "vso-that")
