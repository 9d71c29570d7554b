"""Carriers: the outlet or platform through which words came (لرويترز, للجزيرة نت, على منصة إكس).

Danger: an outlet that is spoken *of* taken for the one that carried the words.
Duty: per sentence, the carrier named beside a cue and outside what is said; later cues of the sentence keep it.
"""

from bisect import bisect_left

from wasata.listen.ar.hits import Hit
from wasata.listen.ar.lexicon import OUTLET, SAID, these
from wasata.listen.ar.line import Words
from wasata.listen.ar.noun_phrases import joined, noun_phrase
from wasata.values import Span

_PLATFORM = these("منصه منصته تويتر اكس فيسبوك تليغرام تلغرام تيليغرام انستغرام يوتيوب")
_TOLD = these("قال قالت اكد اكدت صرح صرحت اوضح اوضحت تصريح تصريحات حديث خاص خاصه مقابله")
_LEADS = these("علي عبر الي مع لدي عن بحسب حسب وفق من خلال في نقلا")


_RECEIVED = these("تلقت تلقته تلقتها تلقي حصلت نشرته نشرتها اوردته اوردتها بثته بثتها وصل وصلت اطلعت نقلته نقلتها")


class Carriers:
    """Finds carriers; `fill` gives them to the hits of a sentence."""

    __slots__ = ("_outlets", "_words")

    def __init__(self, words: Words) -> None:
        self._words = words
        self._outlets = words.outlets
        named = {k for k, ((_, _, _, what, _), _) in words.mention.items() if what == "outlet"}
        if named:
            self._outlets = sorted(named.union(words.outlets))

    def fill(self, hits: list[Hit], begin: int, end: int) -> None:
        words, outlets = self._words, self._outlets
        first = bisect_left(outlets, begin)
        named = outlets[first : bisect_left(outlets, end, first)]
        if not named:
            for hit in hits:
                if hit.rule == "carrier":
                    break
            else:
                if not ("ل" in words.word[begin:end] and '"' in words.word[begin:end]):
                    return
        spans = [h.content for h in hits if h.content is not None and h.opens is not None]
        found: list[tuple[int, Span]] = []
        taken = begin
        for k in named:
            carrier = self._at(k, begin, end) if k >= taken else None
            if carrier is None:
                continue
            span, last = carrier
            at = words.at[k]
            if not any(a <= at < b for a, b in spans) or (joined(words, k) == "ل" and self._after_source(hits, k)):
                found.append((k, span))
            taken = max(last, k + 1)
        found.extend(self._in_quotation_marks(begin, end, spans))
        for hit in hits:
            if hit.cue.lemma in ("أبلغ", "أخبر") and hit.source is not None and hit.opens is not None:
                told = next((k for k in named if hit.source.last <= k < hit.opens.word and k in words.mention), None)
                if told is not None:
                    found.append((told, words.span(told, words.mention[told][1] + 1)))
        found.extend((h.first, h.via) for h in hits if h.rule == "carrier" and h.via is not None)
        found.sort(key=lambda f: f[0])
        if not found:
            return
        hits = [h for h in hits if h.rule != "carrier"]
        if not hits:
            return
        for n, hit in enumerate(hits):
            if hit.via is not None or hit.opens is None:
                continue
            floor = hits[n - 1].first if n else begin
            ceiling = hit.opens.word if hit.opens.word > hit.first else end
            own = [s for k, s in found if min(floor, hit.first) <= k < ceiling and (not n or k > hits[n - 1].last)]
            if own:
                hit.via = own[-1]
                continue
            if n and hits[n - 1].via is not None and (hit.source is not None):
                hit.via = hits[n - 1].via
        trailing = [s for k, s in found if k > hits[-1].last]
        for hit in hits:
            if (
                hit.via is None
                and hit.opens is not None
                and trailing
                and hit.source is not None
                and hit.source.kind != "outlet"
            ):
                hit.via = trailing[-1]

    def _in_quotation_marks(self, begin: int, end: int, spans: list[tuple[int, int]]) -> list[tuple[int, Span]]:
        """A paper by its name in quotation marks after what was told it: "في تصريح ل⟦الرياض⟧"."""
        words = self._words
        if "ل" not in words.word[begin:end]:
            return []
        found = []
        for k in range(begin + 1, end - 3):
            if (
                words.word[k] != "ل"
                or words.word[k + 1] != '"'
                or not (words.kind[k - 1] & SAID or words.word[k - 1] in _TOLD)
            ):
                continue
            shut = next((j for j in range(k + 3, min(end, k + 6)) if words.word[j] == '"'), None)
            if shut is not None and not any(a <= words.at[k] < b for a, b in spans):
                found.append((k + 2, words.span(k + 2, shut)))
        return found

    def _after_source(self, hits: list[Hit], k: int) -> bool:
        return any(h.source is not None and h.source.last <= k <= h.source.last + 1 for h in hits)

    def _at(self, k: int, begin: int, end: int) -> tuple[Span, int] | None:
        """A carrier that begins at word k, with the word after it."""
        words = self._words
        mention = words.mention.get(k)
        is_outlet = mention is not None and mention[0].what == "outlet"
        w = words.word[k]
        named = words.has(k, OUTLET) and not w.startswith(("صفحت", "حساب"))
        broadcaster = words.word[k].endswith("هيئه") and k + 1 < end and words.word[k + 1] == "البث"
        if not (is_outlet or named or broadcaster):
            return None
        glue = joined(words, k)
        if not is_outlet and w.removeprefix("و").startswith(("لحساب", "لصفح", "بحساب")):
            return None  # "الشركة التي يعمل ⟦لحسابها⟧"
        before = words.word[k - 1] if k > begin else ""
        if before == '"' and k > begin + 1:
            before = words.word[k - 2]
        spoken_to = glue == "ل" or before in ("ل", "لـ") or (glue == "ب" and words.has(k - 1, SAID))
        if is_outlet and before in _RECEIVED and any(words.kind[j] & SAID for j in range(max(begin, k - 4), k - 1)):
            pass  # "في بيان تلقت الأناضول نسخة منه"
        elif not spoken_to and before not in _LEADS and not before.endswith(("حسابه", "حسابها", "صفحته", "صفحتها")):
            return None
        if before in ("في", "من", "عن") and not is_outlet and not (w in _PLATFORM or w.removeprefix("ال") in _PLATFORM):
            return None
        if before in ("من", "عن") and not (k > begin + 1 and words.word[k - 2] in ("نقلا",)):
            return None
        if is_outlet and mention is not None:
            last = mention[1] + 1
            if last < end and words.word[last] == "نت":
                last += 1
        else:
            last = noun_phrase(words, k, min(end, k + 6)).last
            inner = words.mention.get(k + 1)
            if inner is not None and inner[0].what == "outlet":
                last = max(inner[1] + 1, k + 1)
            elif w in _PLATFORM and w not in ("منصه",):
                last = k + 1
        while last < end and last in words.mention and words.mention[last][0].what == "outlet":
            last = words.mention[last][1] + 1
        at = words.at[k]
        if glue in ("ل", "ب") and not w.lstrip("و").startswith("لل"):
            at += 1 + (w[0] == "و")
        if last <= k:
            last = k + 1
        return words.cut_span(at, words.to[last - 1]), last
