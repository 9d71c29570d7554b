"""Colons: a known voice, a colon, its words.

Danger: a dateline's colon, an hour or a web address taken for a speaker's.
Duty: lines such as "عاجل | فلان: …" with all the bullets beneath, as one hit.
"""

from bisect import bisect_left

from wasata.listen.ar.according import START
from wasata.listen.ar.acts import plain_act
from wasata.listen.ar.cues import Cue
from wasata.listen.ar.hits import Hit
from wasata.listen.ar.lexicon import NAME, NATION, ORG, OUTLET, PREP, these
from wasata.listen.ar.line import Words
from wasata.listen.ar.noun_phrases import can_speak, is_verb, joined, noun_phrase
from wasata.listen.ar.openings import Opening
from wasata.listen.ar.sources import speaker

_COLON = Cue(":", "-", "-", "-", "-", "say", "")

_FLASH = these("عاجل بالفيديو شاهد فيديو خاص حصري متابعه بالصور هام")
_BULLETS = frozenset("-•*◀▪●–◾▫◆➖🔴🔹🔻")


def colon(words: Words, n: int, begin: int, end: int, hits: list[Hit]) -> Hit | None:
    """Colon style: a known voice, a colon, its words (or the bullets below)."""
    limit = min(end, begin + 30)
    near = bisect_left(words.colons, begin)
    if near == len(words.colons) or words.colons[near] >= limit:
        return None
    at = words.colons[near]
    while at + 1 < end and words.word[at + 1] == "/":
        if ":" not in words.word[at + 1 : limit]:
            return None
        at = words.word.index(":", at + 1, limit)
    for h in hits:
        if h.opens is not None and h.last <= at:
            return None  # the colon is that of a verb of saying
    first = begin
    for j in range(begin, at):
        if words.word[j] == "|":
            first = j + 1
    while first < at and (
        words.word[first] in _FLASH
        or (words.sign[first] and words.word[first] != '"')
        or ord(words.word[first][0]) > 0x2000
    ):
        first += 1
    if first < at and words.word[first] == "و":
        first += 1
    if first >= at:
        return None
    start = first + 1 if words.word[first] == '"' else first
    if start >= at:
        return None
    document = words.word[start] in ("بيان", "نص", "تصريح", "بلاغ")
    if document:
        while start < at and not can_speak(words, start) and not (joined(words, start) == "ل" and words.kind[start]):
            start += 1
        if start >= at:
            return None
    phrase = noun_phrase(words, start, at)
    if words.word[start + 1] in "-–—" and words.kind[start] & (NATION | ORG) == NATION | ORG and start + 2 < at:
        return None  # "كوالالمبور - «الوكالة»: …"
    if (
        not can_speak(words, start)
        and not document
        and not (_only_name(words, start, phrase.last) and phrase.last == at)
    ):
        return None
    if (
        any(words.word[j] in "،" for j in range(start, at))
        and phrase.last < at
        and not (words.kind[phrase.last] & PREP or words.sign[phrase.last])
    ):
        return None
    rest = phrase.last
    carried = None
    if rest + 2 < at and words.word[rest] == '"' and words.word[rest + 1] == "عن":
        rest += 1
    if (rest + 1 < at and words.word[rest].strip('"') == "عن" and words.has(start, OUTLET)) or (
        _is_outlet(words, start) and rest + 1 < at and words.word[rest] == "عن"
    ):
        inner = noun_phrase(words, rest + 1, at)
        if inner.last > rest + 1 and can_speak(words, rest + 1):
            carried = words.span(start, phrase.last)
            start, phrase, rest = rest + 1, inner, inner.last
    if rest < at:
        c = words.kind[rest]
        glued = joined(words, rest) in ("ل", "ب")
        if not (c & PREP or glued or words.sign[rest]) or any(is_verb(words, j) for j in range(rest, at)):
            return None
        if words.word[rest] in "-–" and words.has(start, OUTLET):
            return None
    mention = words.mention.get(start)
    dated = mention is not None and mention[1] + 1 < at and words.word[mention[1] + 1] in "-–—/("  # "الرياض - «واس»:"
    if mention is not None and mention[0].what == "place" and (mention[1] + 1 == at or dated):
        return None
    if words.at[start] and at - start > 16:
        return None
    who = speaker(words, start, phrase)
    if who.kind == "outlet" and at - start <= 2 and at + 1 >= end:
        return None
    stop, body = _body(words, n, at, end)
    if body is None:
        return None
    hit = Hit(_COLON, at, at + 1, 0, who, body, begin, "colon-bullets" if body.word >= end else "colon", via=carried)
    hit.closes = stop
    if body.word >= end:
        hit.content = None
    hit.act = plain_act(words.folded.text[body.at : body.at + 120], "say") if body.word < end else "say"
    return hit


def _is_outlet(words: Words, k: int) -> bool:
    return k in words.mention and words.mention[k][0].what == "outlet"


def _only_name(words: Words, first: int, last: int) -> bool:
    """One to four words that can only be a name."""
    return (
        1 <= last - first <= 4
        and all(not words.kind[j] & ~NAME and not words.word[j][0].isdigit() for j in range(first, last))
        and any(words.has(j, NAME) for j in range(first, last))
    )


def _body(words: Words, n: int, at: int, end: int) -> tuple[int, Opening | None]:
    """Where the words after the colon begin and end: this line, or the bullets of the next ones."""
    sentences = words.sentences
    k = at + 1
    if k < end:
        stop = end
        paragraph = words.page.sentences[n].paragraph
        for m in range(n + 1, min(n + 6, len(sentences))):
            if words.page.sentences[m].paragraph != paragraph or _has_cue(words, *sentences[m]):
                break
            stop = sentences[m][1]
        if words.word[k] == '"' and k + 1 < end:
            return stop, Opening(k + 1, words.at[k + 1], "quote")
        return stop, Opening(k, words.at[k], "colon")
    first: int | None = None
    stop = end
    line: int | None = None
    for m in range(n + 1, len(sentences)):
        b, e = sentences[m]
        if e <= b:
            continue
        bullet = words.word[b] in _BULLETS or ord(words.word[b][0]) > 0x2500
        same = line is not None and words.page.sentences[m].paragraph == line
        if first is not None and not bullet and not same:
            break
        if first is None:
            first = b + 1 if bullet else b
            if not bullet:
                stop = e
                break
        line = words.page.sentences[m].paragraph
        stop = e
    if first is None or first >= stop:
        return end, None
    if words.word[first] == '"' and first + 1 < stop:
        first += 1
    return stop, Opening(first, words.at[first], "colon")


def _has_cue(words: Words, begin: int, end: int) -> bool:
    return any(is_verb(words, j) or words.word[j] in START for j in range(begin, end) if words.value[j])
