"""Appeals: signs that crowds hold up, and appeals that somebody makes.

Danger: "أطلق حملة" taken for an appeal; a sign's words put in the mouth of who reports them.
Duty: blame, "رفعوا لافتات كتب عليها «…»" and "أطلق نداء لـ…" as hits; who stands beside a verb, and where its clause begins.
"""

from wasata.listen.ar import subjects
from wasata.listen.ar.cues import CUES, Cue
from wasata.listen.ar.forms import PARTICIPLE, PARTICIPLE_F
from wasata.listen.ar.hits import Hit
from wasata.listen.ar.lexicon import MASDAR, THING, these
from wasata.listen.ar.line import Words
from wasata.listen.ar.noun_phrases import Speaker, can_speak, joined, noun_phrase
from wasata.listen.ar.openings import Opening, opening
from wasata.listen.ar.sources import speaker

BY = {c.lemma: c for c in CUES}


def subject(words: Words, cue: Cue, k: int, begin: int, stop: int) -> Speaker | None:
    was = subjects.before(words, k, begin) if words.bare_word[k] == words.word[k] else None
    found = subjects.after(words, cue, k, stop)
    if was is not None and (found is None or not can_speak(words, found[0]) or "o" in cue.frames):
        found = was
    return None if found is None else speaker(words, *found)


def beside(words: Words, k: int, form: int) -> int | None:
    if form in (PARTICIPLE, PARTICIPLE_F) or words.bare_word[k] != words.word[k] or (k and words.word[k - 1] in "،؛"):
        return k
    return None


ON_THEM = these("علي عليها عليه فيها")
_SIGNS = these("لافتات لافته لافتتات يافطات شعارات ملصقات اللافتات")


def written_on(words: Words, cue: Cue, form: int, k: int, begin: int, end: int) -> Hit | None:
    """ "رفع المحتجون لافتات كتب على بعضها «…»": those who carry the signs say it."""
    opens = opening(words, BY["قال"], k + 1, min(end, k + 6), implied=True)
    held = next((j for j in range(k - 1, max(begin, k - 12), -1) if words.word[j] in _SIGNS), None)
    if opens is None or held is None:
        return None
    first = next((j for j in range(begin, held) if can_speak(words, j)), None)
    who = None if first is None else speaker(words, first, noun_phrase(words, first, held))
    text = words.folded.text[opens.at : opens.at + 160]
    demand = text.split(" ", 1)[0].startswith("ا") and text.split(" ", 1)[0].endswith("وا")
    return Hit(cue, k, k + 1, form, who, opens, k, "written", act="demand" if demand else None)


_APPEALS = these("نداء نداءه نداءها نداءات مناشده")


def appealed(words: Words, cue: Cue, form: int, k: int, begin: int, end: int) -> Hit | None:
    """ "أطلق الأمين العام نداء إلى الدول ⟦لسد العجز⟧": an appeal is a demand."""
    at = next((j for j in range(k + 1, min(end, k + 14)) if words.word[j] in _APPEALS), None)
    if at is None or not form or form >= PARTICIPLE:
        return None
    who = subject(words, BY["أعلن"], k, begin, at)
    for j in range(at + 1, min(end, at + 14)):
        w = words.word[j]
        if w in ":.":
            return None
        plain = w[0] == "ل" and not w.startswith("لل") and len(w) > 2 and not words.kind[j] and j not in words.mention
        if plain or (joined(words, j) == "ل" and words.kind[j] & (MASDAR | THING) and j not in words.mention):
            opens = Opening(j, words.at[j] + (0 if w.startswith("لل") else 1), "L")
        elif w == "من" and words.word[j + 1] == "اجل" and j + 2 < end:
            opens = Opening(j + 2, words.at[j + 2], "L")
        else:
            continue
        return Hit(
            cue, k, k + 1, form, who, opens, begin if k == begin else beside(words, k, form), "appeal", act="demand"
        )
    return None


_BLAME = these("باللوم اللوم باللائمه اللائمه بالمسؤوليه المسؤوليه")


def blamed(words: Words, cue: Cue, form: int, k: int, begin: int, end: int) -> Hit | None:
    """ "ألقى الجيش باللوم على خصمه في ⟦نهب المخازن⟧": what somebody is blamed for."""
    at = next((j for j in range(k + 1, min(end - 2, k + 10)) if words.word[j] in _BLAME), None)
    if at is None or not form or form >= PARTICIPLE or words.word[at + 1] != "علي":
        return None
    who = None if at == k + 1 else subject(words, BY["أعلن"], k, begin, at)
    for j in range(at + 3, min(end - 1, at + 12)):
        if words.word[j] in ("في", "عن") and j > at + 2:
            opens = Opening(j + 1, words.at[j + 1], "f")
            edge = begin if k == begin else beside(words, k, form)
            return Hit(cue, k, at + 1 if at == k + 1 else k + 1, form, who, opens, edge, "blame")
        if words.sign[j] and words.word[j] != '"':
            return None
    return None
