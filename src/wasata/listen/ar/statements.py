"""Statements: who said what, in Arabic, by the grammar of reporting.

Danger: words put in the wrong mouth.
Duty: every cue with its source, its content, the one who carried it, and what kind of act it is; each with its rule.
Shape: per sentence, cues become `Hit`s (where the clause begins, who, where the content opens); then contents are closed
by the next hit that stands beside and not inside; then pronouns and implied subjects take the nearest earlier mention.
"""

from bisect import bisect_left
from typing import TYPE_CHECKING

from wasata.listen.ar import according
from wasata.listen.ar.carriers import Carriers
from wasata.listen.ar.colons import colon
from wasata.listen.ar.contents import close_contents
from wasata.listen.ar.cues import CUES, Cue
from wasata.listen.ar.forms import NOUN, PARTICIPLE, PARTICIPLE_F, SHE, WE, cue_of, form_of
from wasata.listen.ar.hits import Hit
from wasata.listen.ar.lexicon import MASDAR, these
from wasata.listen.ar.line import LONGEST, Words, words_of
from wasata.listen.ar.marking import mark_of, start_of
from wasata.listen.ar.nominals import noun_hit, participle_hit
from wasata.listen.ar.noun_phrases import (
    Speaker,
)
from wasata.listen.ar.verbs import verb_hit
from wasata.listen.ar.voices import Voices
from wasata.listen.marks import Statement

if TYPE_CHECKING:
    from wasata.listen.reader import Page


def find(page: "Page") -> list[Statement]:
    """All statements of a report, in order of their cues."""
    words = words_of(page)
    if not words.word:
        return []
    voices = Voices(words)
    carriers = Carriers(words)
    marks: list[Statement] = []
    done = 0
    for n, (begin, end) in enumerate(words.sentences):
        for piece in range(begin, end, LONGEST):
            stop = min(end, piece + LONGEST)
            start = max(piece, done)
            if start >= stop:
                continue
            hits = _hits(words, start, stop)
            head = colon(words, n, start, stop, hits) if piece == begin else None
            if head is not None and head.opens is not None:
                hits = [head, *[h for h in hits if h.first > head.last]]
            voices.note_subject(start, stop)
            if not hits:
                continue
            _carried_after(words, hits)
            done = max(done, close_contents(words, hits, start, stop))
            _name_sources(words, voices, hits, start)
            carriers.fill(hits, start, stop)
            for hit in hits:
                mark = mark_of(words, hit)
                if mark is not None:
                    marks.append(mark)
    marks.sort(key=lambda m: (m.cue.start, m.content.start))
    return marks


def _carried_after(words: Words, hits: list[Hit]) -> None:
    """ "قال فلان إن…، بحسب ما نقل الموقع": after another's words an outlet only carried them."""
    for n in range(1, len(hits)):
        hit = hits[n]
        who = hit.source
        if (
            hit.rule.startswith("according")
            and hit.rule.endswith("-after")
            and who is not None
            and who.kind == "outlet"
            and any(h.opens is not None and h.content is None and h.edge is not None for h in hits[:n])
        ):
            hit.rule, hit.opens, hit.content = "carrier", None, None
            hit.via = words.span(who.first, who.last)


_CLAIMS = ("مزاعم", "ادعاء", "اتهام")
"""Nouns of saying that others deny or reject, and that are statements of their own."""


def _hits(words: Words, begin: int, end: int) -> list[Hit]:
    hits: list[Hit] = []
    taken = begin
    anchors = words.anchors
    for n in range(bisect_left(anchors, begin), len(anchors)):
        k = anchors[n]
        if k >= end:
            break
        if k < taken or (
            hits and words.kind[k] & MASDAR and hits[-1].opens is not None and hits[-1].opens.word == k
            and not words.word[k].startswith(_CLAIMS)
        ):  # fmt: skip
            continue
        if words.bare_word[k] in according.OPENERS:
            hit = according.according(words, k, begin, end)
        elif index := cue_of(words.value[k]):
            hit = _cue_hit(words, CUES[index - 1], form_of(words.value[k]), k, begin, end)
        else:
            continue
        if hit is not None:
            if hit.form == WE and hits and hits[-1].opens is not None and hits[-1].opens.how == "quote":
                continue  # "قالت: «نرفض…»": one speaker, one statement
            hits.append(hit)
            taken = hit.last
    return hits


def _cue_hit(words: Words, cue: Cue, form: int, k: int, begin: int, end: int) -> Hit | None:
    if form == NOUN:
        return noun_hit(words, cue, k, end)
    if form in (PARTICIPLE, PARTICIPLE_F):
        return participle_hit(words, cue, form, k, begin, end)
    return verb_hit(words, cue, form, k, begin, end)


def _name_sources(words: Words, voices: Voices, hits: list[Hit], begin: int) -> None:
    """Implied subjects take the nearest earlier voice; short mentions take their side from an earlier full one."""
    for hit in hits:
        if hit.rule == "aside" and hit.source is not None and words.bare_word[hit.first] == "نقلا":
            _quoted_by_outlet(words, voices, hits, hit)
            continue
        if hit.source is None:
            hit.source = voices.implied(hit.form, hit.first, begin, participle=hit.form in (PARTICIPLE, PARTICIPLE_F))
            if hit.source is None and _stands_alone(hit):
                stands = hit.first - 1 if words.word[hit.first - 1] in _SELVES and hit.first > begin else hit.first
                hit.source = Speaker(
                    stands, stands + 1 if stands < hit.first else hit.last, "anonymous", None, hit.form == SHE
                )
                hit.rule += "-unnamed"
                continue
        else:
            hit.source = voices.known(hit.source, begin)
        if hit.source is not None:
            voices.note(hit.source, hit.first, inside=(hit.edge is None and hit is not hits[0]) or hit.form == NOUN)


_SELVES = these("هو هي هم انا نحن")
"""A pronoun before its verb stands for the one who speaks, where nobody is named."""


def _quoted_by_outlet(words: Words, voices: Voices, hits: list[Hit], aside: Hit) -> None:
    """ذكرت الصحيفة، نقلا عن مسؤولين، أن: the officials are the source, the paper carried them."""
    for hit in hits:
        who = hit.source
        if (
            hit.first < aside.first
            and who is not None
            and who.kind == "outlet"
            and hit.opens is not None
            and hit.opens.word > aside.first
        ):
            hit.via = words.cut_span(start_of(words, who.first), words.to[who.last - 1])
            hit.source = aside.source
            if aside.source is not None:
                voices.note(aside.source, aside.first)


def _stands_alone(hit: Hit) -> bool:
    """Whether a cue whose speaker the text never names is plain enough to keep; its own word then stands for him."""
    if hit.opens is None or (hit.form >= PARTICIPLE and hit.cue.lemma != "قال") or hit.form == WE:
        return False
    if hit.cue.lemma in ("ادعى", "رأى") and hit.opens.how != "that":
        return False  # "يُدعى", "سيري"
    far = hit.opens.word - hit.first
    if hit.opens.how in ("quote", "colon"):
        return far <= 16 and ("s" not in hit.cue.frames or hit.cue.lemma == "كتب")
    return hit.opens.how == "that" and far <= 4 and "s" not in hit.cue.frames
