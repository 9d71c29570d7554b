"""Events: what happened, is planned, or is denied, in Arabic, one mark per sentence and kind.

Danger: a word that names a thing taken for the thing happening ("وقف العدوان" is no attack).
Duty: concepts in each other's neighbourhood make an event; the words around it make its status; the parties named in the
sentence, less the mere speakers and places, its actors.
Shape: `_Sentence` knows where each concept stands; each kind has one rule that answers with the word it hangs on.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from wasata.listen.ar.forms import EVENT_SHIFT, VERB_BIT
from wasata.listen.ar.happenings import CONCEPTS, NUMBER
from wasata.listen.ar.lexicon import NEG, REL, TITLE
from wasata.listen.ar.line import Words, words_of
from wasata.listen.ar.moods import Moods
from wasata.listen.ar.parties import sides_in, taking_part
from wasata.listen.ar.sources import article, can_speak
from wasata.listen.marks import Event
from wasata.values import EventKind, Span, Status

if TYPE_CHECKING:
    from wasata.listen.reader import Page

_RANK: dict[Status, int] = {"happened": 0, "ongoing": 1, "planned": 2, "possible": 3, "denied": 4}


class Sentence:
    """One sentence: where each concept stands."""

    __slots__ = ("begin", "end", "_parties", "_truces", "mask", "places", "words")

    def __init__(self, words: Words, begin: int, end: int) -> None:
        self.words, self.begin, self.end = words, begin, end
        self.places: dict[str, list[int]] = {}
        self.mask = 0
        self._truces: list[int] | None = None
        self._parties: list[tuple[int, str, bool]] | None = None
        value, places = words.value, self.places
        for k in range(begin, end):
            number = value[k] >> EVENT_SHIFT & 127
            if number:
                self.mask |= 1 << number
                concept = CONCEPTS[number]
                if concept in places:
                    places[concept].append(k)
                else:
                    places[concept] = [k]

    def all(self, *concepts: str) -> list[int]:
        """Where any of these stand, in order."""
        places = self.places
        if len(concepts) == 1:
            return places.get(concepts[0], [])
        found = [k for c in concepts if c in places for k in places[c]]
        if len(found) > 1:
            found.sort()
        return found

    def near(self, k: int, *concepts: str, before: int = 0, after: int = 6) -> int | None:
        """The nearest of these concepts around word k."""
        best: int | None = None
        places = self.places
        low, high = k - before, k + after
        for concept in concepts:
            for j in places.get(concept, ()):
                if low <= j <= high and j != k and (best is None or abs(j - k) < abs(best - k)):
                    best = j
        return best

    def word(self, k: int) -> str:
        return self.words.word[k] if self.begin <= k < self.end else ""

    def verb(self, k: int) -> bool:
        return bool(self.words.value[k] >> VERB_BIT & 1)

    def any_word(self, start: int, stop: int, wanted: frozenset[str]) -> int | None:
        """The first word from `start` to `stop` that is one of these, with or without a joined و."""
        word = self.words.word
        for j in range(max(self.begin, start), min(self.end, stop)):
            w = word[j]
            if w in wanted or (w[0] == "و" and w[1:] in wanted):
                return j
        return None

    def is_truce(self, k: int) -> bool:
        """وقف إطلاق النار in its forms, at its first word."""
        if not self.word(k).endswith(("وقف", "وقفا")):
            return False
        return any(
            "طلاق" in self.word(j) and "النار" in (self.word(j + 1), self.word(j + 2)) for j in range(k + 1, k + 5)
        )

    @property
    def truces(self) -> list[int]:
        """Where a truce or ceasefire is named."""
        if self._truces is None:
            self._truces = sorted(self.all("truce") + [k for k in self.all("ceasing") if self.is_truce(k)])
        return self._truces

    @property
    def parties(self) -> list[tuple[int, str, bool]]:
        """Sides named in the sentence: word, roster id, whether only as a place."""
        if self._parties is None:
            self._parties = sides_in(self.words, self.begin, self.end)
        return self._parties


Found = tuple[int, Status | None]
Rule = Callable[["Sentence"], Iterator[Found]]


def find(page: "Page") -> list[Event]:
    """All events of a report, in order of their sentences."""
    words = words_of(page)
    moods = Moods(words, page.statements)
    marks: list[Event] = []
    for n, (begin, end) in enumerate(words.sentences):
        if end <= begin:
            continue
        sentence = Sentence(words, begin, end)
        if not sentence.places:
            continue
        own = page.sentences[n]
        span = Span(own.start, own.end)
        for kind, needed, rule in _GATED:
            if not sentence.mask & needed:
                continue
            best: tuple[int, int, Status] | None = None
            for k, fixed in rule(sentence):
                status = moods.status(sentence.begin, sentence.end, k, kind, fixed)
                if status is None:
                    continue
                rank = _RANK[status]
                if best is None or rank < best[0]:
                    best = (rank, k, status)
            if best is not None:
                actors = taking_part(sentence.parties, words, page, begin, end, kind)
                marks.append(Event(span, kind, best[2], actors, f"ar.event.{kind.replace('_', '-')}"))
    return marks


_EXISTS = frozenset("هناك ثمه جوله جولات عقد عقدت برعايه جهود بوساطه تقودها يقودها خلف الكواليس".split())
_FURTHER = frozenset("جديده ثانيه اخري اوسع ثالثه مقبله لاحقه رابعه".split())


def _stalled(s: Sentence, k: int) -> bool:
    return s.near(k, "suspend", "slow", "resume", before=6, after=6) is not None


def _talks_continue(s: Sentence) -> Iterator[Found]:
    for k in s.all("talks", "contact"):
        if s.word(k).lstrip("و").startswith("بوساط"):
            continue
        contact = k in s.places.get("contact", ())
        on = s.near(k, "go_on", before=5, after=18)
        if on is not None and not s.words.negated(on):
            yield k, None
            continue
        if contact:
            continue
        if _stalled(s, k):
            continue
        if s.near(k, "broker", before=2, after=4) is not None or s.near(k, "round", before=3, after=12) is not None:
            if s.any_word(k - 3, k + 5, _FURTHER) is None:
                yield k, None
                continue
        if s.any_word(k - 4, k + 5, _EXISTS) is not None and s.near(k, "reach", "start_v", before=4, after=4) is None:
            yield k, None
    for k in s.all("contact"):
        if (
            s.word(k).startswith(("واتصالات", "اتصالات"))
            and s.any_word(k - 3, k, frozenset(("جهود", "هناك"))) is not None
        ):
            yield k, None
    for k in s.all("effort"):
        w = s.word(k)
        if w.endswith("دبلوماسيه") and s.near(k, "go_on", before=4, after=2) is not None:
            yield k, None
        if (
            w == "جهود"
            and any(s.word(j).removeprefix("ال") == "وساطه" or "وساط" in s.word(j) for j in (k + 1, k + 2))
            and not _stalled(s, k)
        ):
            yield k, None
        if w in ("فرق", "الفرق") and s.any_word(k, k + 5, frozenset(("تعمل",))) is not None:
            yield k, None


def _talks_slow(s: Sentence) -> Iterator[Found]:
    for k in s.all("slow"):
        if s.words.negated(k):
            continue
        if (
            s.near(k, "talks", "round", "deal", before=14, after=10) is not None
            or s.word(k).lstrip("وفسيت").startswith(("راوغ", "ماطل"))
            or "مماطل" in s.word(k)
        ):
            yield k, "ongoing"


def _talks_suspended(s: Sentence) -> Iterator[Found]:
    for k in s.all("suspend"):
        near = s.near(k, "talks", "round", before=4, after=5)
        if near is None or s.words.negated(k):
            continue
        yield k, None
    for k in s.all("end"):
        if (
            s.verb(k)
            and "نهار" in s.word(k)
            and not s.words.negated(k)
            and s.near(k, "talks", before=4, after=4) is not None
        ):
            yield k, None
    for k in s.all("talks"):
        if s.any_word(k, k + 8, frozenset(("مسدود",))) is not None:
            yield k, None


def _talks_resumed(s: Sentence) -> Iterator[Found]:
    for k in s.all("resume", "start_v", "start"):
        near = s.near(k, "talks", before=4, after=5)
        if near is not None and s.near(k, "truce", before=1, after=2) is None:
            if s.words.negated(k):
                later = s.any_word(k, s.end, frozenset(("الا", "قبل", "حتي")))
                if later is None:
                    continue
                yield k, "possible"
                continue
            yield k, None
    for k in s.all("talks", "round"):
        if s.any_word(k + 1, k + 3, _FURTHER) is not None and (
            k in s.places.get("talks", ()) or s.near(k, "talks", before=0, after=4)
        ):
            yield k, None
        if s.any_word(k - 3, k, frozenset(("طاوله", "العوده", "عوده", "تعود", "يعود"))) is not None:
            yield k, None
    for k in s.all("delegation"):
        if s.word(k - 1).lstrip("و") in ("تعود", "يعود", "ستعود"):
            yield k, None


def _is_official(s: Sentence, k: int) -> bool:
    return (
        s.words.has(k, TITLE)
        or k in s.places.get("delegation", ())
        or (k in s.words.mention and s.words.mention[k][0].what in ("person", "body"))
    )


def _delegation_arrives(s: Sentence) -> Iterator[Found]:
    for k in s.all("arrive_v", "arrive", "enter_v", "enter"):
        w = s.word(k).lstrip("وفسيت")
        if not (k in s.places.get("arrive_v", ()) or k in s.places.get("arrive", ()) or "صل" in w or "صول" in w):
            continue
        visit = "زار" in w or "زور" in w or "زيار" in w
        if (
            any(_is_official(s, j) for j in range(k + 1, min(s.end, k + 4)))
            or visit
            and any(_is_official(s, j) for j in range(max(s.begin, k - 10), k))
        ):
            if s.near(k, "aid", "captive", before=0, after=5) is None and not s.words.negated(k):
                yield k, None


def _delegation_leaves(s: Sentence) -> Iterator[Found]:
    for k in s.all("leave", "leave_v", "return_"):
        if s.near(k, "delegation", before=3, after=3) is not None or any(
            s.word(j).removeprefix("ال").startswith(("سفير", "مبعوث", "موفد")) for j in range(k + 1, k + 4)
        ):
            yield k, None


_PRESS = frozenset("صحفي صحافي اعلامي تلفزيوني متلفزه صحفيه خط خطوط قنوات مجموعه مجلس".split())


def _contact(s: Sentence) -> Iterator[Found]:
    for k in s.all("contact"):
        if s.any_word(k + 1, k + 2, _PRESS) is not None or s.words.word[k - 1 if k else 0] in ("خط", "خطوط", "قنوات"):
            continue
        if (
            s.any_word(k, k + 5, frozenset(("العالم",))) is not None
            or s.any_word(k - 2, k, frozenset(("جهود",))) is not None
        ):
            continue
        if s.near(k, "cut", before=3, after=3) is not None or s.near(k, "go_on", before=3, after=7) is not None:
            continue
        w = s.word(k)
        parties = sum(
            1 for j in range(max(s.begin, k - 12), min(s.end, k + 14)) if j in s.words.mention or _is_official(s, j)
        )
        told = s.any_word(
            k - 4, k + 4, frozenset("هاتفي هاتفيا اجري اجرت اجرتا اجريا عقد عقدت تلقي مع بين مكثفه طارئ طارئه".split())
        )
        if told is not None and parties >= 1 and (w.lstrip("وبل") not in ("اتصالات",) or parties >= 2):
            yield k, None
    for k in s.all("contact_v"):
        w = s.word(k).lstrip("وفسيتن")
        if w.startswith(("بحث", "ناقش", "تباحث")) and not (
            s.any_word(k + 1, k + 7, frozenset("هاتفيا مع نظيره نظيرها نظيرته".split())) is not None
        ):
            continue
        if s.words.negated(k):
            continue
        if "ستقبل" in w and s.any_word(k - 2, k, frozenset(("المعبر", "معبر", "المستشفي", "مستشفي"))) is not None:
            continue
        reach = (
            range(k + 1, min(s.end, k + 5))
            if "ستقبل" in w or w.startswith("قبل")
            else range(max(s.begin, k - 8), min(s.end, k + 8))
        )
        if any(_is_official(s, j) or j in s.words.mention and s.words.mention[j][0].what != "place" for j in reach):
            yield k, None


def _proposal(s: Sentence) -> Iterator[Found]:
    for k in s.all("propose"):
        if not s.words.negated(k) and (
            s.near(k, "truce", "deal", "proposal", "ceasing", "extend", "release", "swap", before=6, after=8)
            is not None
        ):
            yield k, "happened"
        elif s.verb(k) and "قترح" in s.word(k):
            yield k, "happened"
    for k in s.all("proposal"):
        if any(s.word(j).lstrip("وف") in ("لم", "لن") for j in range(max(s.begin, k - 4), k)):
            continue
        if s.near(k, "hand_over", "release_v", "propose", before=5, after=2) is not None:
            yield k, "happened"
        elif (
            "قترح" in s.word(k)
            and s.near(k, "swap", before=2, after=0) is not None
            or s.word(k - 1).lstrip("ون") == "تبادل"
        ):
            yield k, "ongoing"
        elif "قترح" in s.word(k) and k + 1 < s.end and not article(s.words, k) and can_speak(s.words, k + 1):
            yield k, "happened"


_MATTERS = ("truce", "deal", "proposal", "extend", "release", "ceasing", "talks", "condition", "swap")
_PARLIAMENT = frozenset("النواب البرلمان الشيوخ الكنيست الكونغرس الشوري التشريعي".split())


def _acceptance(s: Sentence) -> Iterator[Found]:
    for k in s.all("accept", "accept_v"):
        if (
            s.words.negated(k)
            or s.any_word(k + 1, k + 4, _PARLIAMENT) is not None
            or s.word(k).startswith(("قبل", "وقبل"))
            and not s.word(k).startswith(("قبلت", "وقبلت", "قبلوا"))
        ):
            continue
        if s.near(k, *_MATTERS, before=1, after=9) is not None:
            if not s.verb(k) and not (
                k + 1 < s.end and (can_speak(s.words, k + 1) or s.word(k).endswith(("ها", "ته", "هم")))
            ):
                continue
            yield k, "happened"


_OBJECTS = frozenset(
    "مطالب شروط شرط مطلب محاولات محاوله وصايه الوصايه تهجير التهجير مبادره المبادره عوده انسحاب الانسحاب".split()
)


def _rejection(s: Sentence) -> Iterator[Found]:
    for k in s.all("reject", "reject_v"):
        if s.words.negated(k) or any("اتهام" in s.word(j) for j in range(k + 1, k + 4)):
            continue
        if (
            s.near(k, *_MATTERS, before=0, after=5) is not None
            or s.any_word(k + 1, k + 6, _OBJECTS) is not None
            or s.truces
            and min(abs(t - k) for t in s.truces) < 8
        ):
            yield k, "happened"
    for k in s.all("refusing"):
        yield k, "happened"
    for k in s.all("turn"):
        if s.word(k).lstrip("وف") == "لن" and s.word(k + 1)[1:] in ("قبل", "وافق", "سمح", "وقع"):
            yield k, "happened"


_UNLESS = frozenset("اذا بعد بعدما في عند".split())


def _condition(s: Sentence) -> Iterator[Found]:
    for k in s.all("turn", "condition"):
        w = s.word(k)
        bare = w.lstrip("و")
        if (
            bare == "الا"
            and s.word(k + 1) in _UNLESS
            and any(s.words.has(j, NEG) for j in range(max(s.begin, k - 14), k))
        ):
            if s.word(k + 1) != "في" or s.word(k + 2).startswith("حال"):
                yield k, "happened"
        elif bare in ("بشرط", "شريطه", "مشترطا", "مشترطه") or bare in ("شرط",) and s.word(k + 1) == "ان":
            yield k, "happened"
        elif s.verb(k) and k in s.places.get("condition", ()):
            yield k, "happened"
        elif w == "ما" and s.word(k + 1) == "لم" and any(s.words.has(j, NEG) for j in range(max(s.begin, k - 16), k)):
            yield k, "happened"
        elif (
            w == "حتي"
            and s.word(k + 1)[:1] in "يت"
            and s.word(k + 1) not in ("", "تاريخه")
            and any(s.word(j).lstrip("وف") == "لن" for j in range(max(s.begin, k - 14), k))
        ):
            yield k, "happened"
        elif (
            w == "الي"
            and s.word(k + 1) == "ان"
            and s.any_word(k - 8, k, frozenset("تاخير تاجيل تعليق ارجاء وقف".split())) is not None
        ):
            yield k, "happened"
        elif (
            w == "اذا"
            and s.any_word(k - 14, k, frozenset("استعدادها استعداده استعدادهم مستعد مستعده مستعدون استعداد".split()))
            is not None
        ):
            yield k, "happened"


def _agreement(s: Sentence) -> Iterator[Found]:
    for k in s.all("deal"):
        near = s.near(k, "reach", before=5, after=4)
        if near is None:
            if s.word(k) in ("الاتفاق", "اتفاق") and s.word(k - 1).lstrip("و") in ("تم", "جري", "يتم"):
                yield k, None
            continue
        if k > s.begin and s.word(k - 1) in ("حول", "بنود") or s.words.negated(near):
            if s.word(near - 1).endswith("لم"):
                yield k, "denied"
            continue
        if s.near(k, "truce", "ceasing", before=0, after=1) is not None and s.near(k, "breach", before=3, after=0):
            continue
        yield k, None
    for k in s.all("reach"):
        if "تفق" in s.word(k) and s.verb(k) and not s.words.negated(k) and s.word(k - 1) not in ("ما",):
            yield k, None


_WISHED = frozenset("دعا دعت يدعو تدعو داعيا طالب طالبت يطالب تطالب اقترح اقترحت مقترح الي بشان اجل ل".split())


def _truce_start(s: Sentence) -> Iterator[Found]:
    taken = set()
    for k in s.all("extend", "breach", "end", "suspend"):
        taken.update(range(k - 1, k + 7))
    for k in s.all("end"):
        if s.verb(k):
            taken.update(range(k - 6, k + 7))
    for k in s.all("start", "deal"):
        w = s.word(k)
        if (
            w.endswith(("سريانه", "سريانها"))
            or k in s.places.get("deal", ())
            and s.any_word(k, k + 12, frozenset(("حيز",))) is not None
        ):
            yield k, None
    for t in s.truces:
        if s.any_word(t - 3, t, frozenset("الالتزام التزام احترام اطار باحترام".split())) is not None:
            continue
        if (
            s.near(t, "start", "start_v", before=6, after=6) is not None
            or s.any_word(t, t + 9, frozenset(("حيز", "سريانه", "سريانها"))) is not None
        ):
            if not (
                s.near(t, "start", before=6, after=6) is not None
                and t in taken
                and s.any_word(t, t + 9, frozenset(("حيز", "سريانه", "سريانها"))) is None
            ):
                yield t, None
                continue
        if t in taken:
            continue
        governed = s.near(t, "reach", "broker", "propose", before=6, after=1)
        defined = article(s.words, t) and not s.word(t).endswith("وقف")
        if governed is not None and not defined:
            if "توصل" in s.word(governed):
                yield t, "possible"
            else:
                yield t, None
        elif (
            not defined
            and s.near(t, "reject", "reject_v", before=4, after=0) is None
            and s.any_word(t - 5, t + 1, _CALLS) is not None
        ):
            yield t, "possible"
        elif s.any_word(t - 4, t, frozenset(("اذا", "يريد", "تريد", "اعلان", "اعلن", "اعلنت"))) is not None:
            yield t, None


_CALLS = frozenset(
    "دعا دعت يدعو تدعو داعيا داعيه ندعو طالب طالبت يطالب تطالب مطالبا نطالب ضروره الي لوقف بوقف حث حثت اقترح اجل تحقيق فرض بهدف".split()
)


def _truce_extension(s: Sentence) -> Iterator[Found]:
    truces = s.truces
    for k in s.all("extend"):
        near = any(-4 <= t - k <= 6 for t in truces) or s.near(k, "deal", before=2, after=4) is not None
        alone = s.word(k).removeprefix("و").removeprefix("ب") in ("التمديد", "تمديدها", "تمديده") or s.word(k).endswith(
            ("تمديدها", "للتمديد")
        )
        if near or alone:
            yield k, None


def _truce_violation(s: Sentence) -> Iterator[Found]:
    truces = s.truces
    for k in s.all("breach"):
        near = any(-3 <= t - k <= 5 for t in truces) or s.near(k, "deal", before=2, after=4) is not None
        if near:
            yield k, None
        elif s.any_word(k - 2, k, frozenset(("اي", "ضد"))) is not None and "خرق" in s.word(k):
            yield k, "possible"
        elif "خروق" in s.word(k) or s.word(k).removeprefix("ال") == "خروقات":
            yield k, None


def _truce_end(s: Sentence) -> Iterator[Found]:
    truces = s.truces
    for k in s.all("end"):
        if s.words.negated(k):
            continue
        if any(-4 <= t - k <= 4 for t in truces):
            yield k, None


_FREED = frozenset("سراح سراحهم سراحه سراحها".split())
_BARE_SWAP = frozenset("صفقه اتفاق صفقات ملف".split())


def _release(s: Sentence) -> Iterator[Found]:
    for k in s.all("release"):
        w = s.word(k)
        if "طلاق" in w:
            if s.any_word(k + 1, k + 3, _FREED) is not None:
                yield k, None
            continue
        if "افراج" in w or "عتق" in w:
            yield k, None
        elif "تحرير" in w and s.near(k, "captive", after=3) is not None:
            yield k, None
    for k in s.all("release_v"):
        w = s.word(k)
        if s.words.has(k, 0):
            continue
        if "فرج" in w:
            yield k, None
        elif s.any_word(k + 1, k + 8, _FREED) is not None and "طلق" in w:
            yield k, None
        elif (
            s.near(k, "captive", after=7) is not None
            and s.near(k, "list", before=0, after=4) is None
            and ("بادل" in w or s.verb(k))
        ):
            yield k, None
    for k in s.all("swap"):
        if s.near(k, "captive", after=2) is not None or k == s.begin and s.near(k, "captive", after=10) is not None:
            if s.word(k - 1).removeprefix("ال") in _BARE_SWAP and not s.near(k, "broker", before=0, after=6):
                continue
            yield k, None
        elif (
            s.word(k).endswith("تبادل")
            and s.any_word(k + 1, k + 8, frozenset(("بين", "انجزت", "انجز"))) is not None
            and s.word(k + 1)
            not in (
                "الاتهامات",
                "اطلاق",
            )
        ):
            yield k, None
    for k in s.all("return_", "resume"):
        if s.near(k, "captive", after=5) is not None and s.word(k).lstrip("ولب").removeprefix("ال").startswith(
            ("عود", "اعاد")
        ):
            yield k, None
    for k in s.all("enter_v"):
        if "صل" in s.word(k) and s.near(k, "captive", after=2) is not None:
            yield k, "possible" if s.words.negated(k) else None
    for k in s.all("freed"):
        if s.word(k + 1) in ("عنهم", "عنها", "عنه"):
            yield k, "happened"


def _list_exchange(s: Sentence) -> Iterator[Found]:
    for k in s.all("list"):
        w = s.word(k).removeprefix("و").removeprefix("ال")
        if w.startswith(("كشف",)):
            continue
        named = (
            s.any_word(k + 1, k + 4, frozenset("اسماء باسماء الاسماء".split())) is not None
            or s.near(k, "captive", after=4) is not None
        )
        moved = s.near(k, "release_v", "enter", "swap", before=6, after=10) is not None or s.any_word(
            k - 6, k + 10, frozenset("سلمت سلم تسلم تسلمت تلقت تسليم تبادل سلما".split())
        )
        if named and moved:
            yield k, None


_ENTERING = ("enter", "enter_v", "return_")


def _aid_delivery(s: Sentence) -> Iterator[Found]:
    for k in s.all("aid"):
        if s.word(k) in ("للمساعده", "المساعده", "لمساعده", "بمساعده"):
            continue
        near = s.near(k, *_ENTERING, before=7, after=7)
        hindered = s.near(k, "obstruct", "obstruct_v", before=6, after=4)
        if near is not None and hindered is None:
            yield near, None
    for k in s.all(*_ENTERING):
        if (
            s.near(k, "aid", before=10, after=14) is not None
            and s.near(k, "obstruct", "obstruct_v", before=6, after=6) is None
        ):
            if s.verb(k) and s.any_word(k, k + 3, frozenset(("ما",))) is None:
                yield k, None


def _aid_obstructed(s: Sentence) -> Iterator[Found]:
    for k in s.all("obstruct", "obstruct_v"):
        if s.words.negated(k):
            continue
        if (
            s.near(k, "aid", before=4, after=8) is not None
            or s.near(k, "passage", before=5, after=4) is not None
            and s.near(k, "aid", before=8, after=8)
        ):
            yield k, None


def _evacuation(s: Sentence) -> Iterator[Found]:
    for k in s.all("evacuate"):
        if s.any_word(k + 1, k + 4, frozenset("سبيله سبيلهم سبيلها مسؤوليه ساحته".split())) is None:
            yield k, None


_STOP = frozenset("وقف انهاء لوقف بوقف اوقفت اوقف توقف انهت لانهاء تجنب منع التوقف وقفا ايقاف".split())
_BY = frozenset("علي ضد الذي التي شنته شنتها نفذته نفذتها تشنها يشنها قادتها قادها تتعرض".split())


def _violence(s: Sentence, k: int) -> bool:
    """Whether the violence noun at word k is not one to be stopped, and somebody does or suffers it."""
    if s.any_word(k - 3, k, _STOP) is not None:
        return False
    nxt = k + 1
    if nxt >= s.end:
        return s.words.page.sentences is not None and not article(s.words, k)
    if s.words.value[nxt] >> 20 & 63 or can_speak(s.words, nxt) or nxt in s.words.mention:
        return True
    if k + 2 < s.end and (s.words.value[k + 2] >> 20 & 63 or k + 2 in s.words.mention and s.word(k + 1) not in ("في",)):
        return True
    if s.any_word(k + 1, k + 4, _BY) is not None or s.words.has(nxt, REL):
        return True
    if k and (s.words.value[k - 1] >> EVENT_SHIFT & 127 and s.verb(k - 1)):
        return True
    return not article(s.words, k) and s.any_word(k + 1, k + 3, frozenset("الخارجيه السياسي".split())) is None


def _attack(s: Sentence) -> Iterator[Found]:
    for k in s.all("attack"):
        w = s.word(k)
        if (
            w.removeprefix("ال").removeprefix("و") in ("جرائم", "اباده")
            and s.near(k, "attack", after=3) is None
            and not s.any_word(k - 2, k, frozenset(("ارتكاب", "ارتكب", "ارتكبت")))
        ):
            continue
        if _violence(s, k):
            yield k, None
    for k in s.all("attack_v"):
        w = s.word(k)
        if s.words.negated(k):
            continue
        root = w.lstrip("وفسيتن")
        if (
            root.startswith(("سقط", "ضرب", "تعرض", "غير", "دمر", "فجر"))
            and s.near(k, "weapon", "attack", before=4, after=8) is None
            and not root.startswith("دمر")
        ):
            continue
        if root.startswith("غير"):
            continue
        yield k, None
    for k in s.all("weapon"):
        if (
            s.near(k, "release_v", before=8, after=0) is not None
            and s.near(k, "ceasing", before=6, after=0) is None
            and s.any_word(k + 1, k + 2, _FREED) is None
        ):
            yield k, None
        elif (
            s.word(k) == "النار"
            and s.any_word(k - 2, k, frozenset(("اطلقت", "اطلق", "اطلقوا", "وفتحت", "فتحت"))) is not None
        ):
            yield k, "happened"
    for k in s.all("fighting"):
        w = s.word(k).removeprefix("و").removeprefix("ف")
        if s.any_word(k - 3, k, _STOP) is not None:
            continue
        if w.startswith(("عمليات", "العمليات")):
            if s.any_word(k + 1, k + 3, frozenset("العسكريه عسكريه القتاليه البريه".split())) is None:
                continue
        if w.startswith(("حرب", "الحرب")):
            if s.near(k, "attack_v", before=2, after=3) is not None or s.any_word(k + 1, k + 3, _BY) is not None:
                yield k, None
            continue
        if s.near(k, "killed", "killed_v", before=5, after=6) is not None:
            yield k, "happened"
        elif (
            s.any_word(
                k - 4,
                k + 6,
                frozenset("خضم مع اندلع اندلعت تجددت دارت استئناف باستئناف استمرار يستمر تواصل بين عنيفه عنيف".split()),
            )
            is not None
        ):
            yield k, None
    for k in s.all("killed_v", "killed"):
        if (
            s.near(k, "attack", "weapon", before=14, after=14) is not None
            and s.near(k, "fighting", before=1, after=1) is None
        ):
            near = s.near(k, "attack", "weapon", before=14, after=14)
            if near is not None and s.any_word(near - 3, near, _STOP) is None:
                yield k, "happened"
        elif "قتل" in s.word(k) and s.any_word(k + 1, k + 6, frozenset(("بنيران", "برصاص", "بنيرانها"))) is not None:
            yield k, "happened"
    for k in s.all("resume"):
        if (
            s.word(k) in ("باستئناف", "استئناف")
            and s.any_word(k + 1, k + 4, frozenset("البريه القتال العسكريه الحرب العمليات القصف".split())) is not None
        ):
            yield k, None


def _escalation(s: Sentence) -> Iterator[Found]:
    for k in s.all("escalation"):
        if s.word(k) == "صعده":
            continue
        if (
            s.any_word(
                k - 3,
                k,
                frozenset("منع وقف خفض لخفض تجنب احتواء تفادي لوقف لمنع عدم بخفض مخاطر خطر وقفا لاحتواء".split()),
            )
            is not None
        ):
            if s.word(k - 1).lstrip("ول") != "تمنع" and not any(
                s.words.has(j, NEG) for j in range(max(s.begin, k - 4), k)
            ):
                continue
        if s.any_word(k + 1, k + 3, frozenset("التظاهرات الضغوط الضغط المظاهرات".split())) is not None:
            continue
        yield k, None


def _blackout(s: Sentence) -> Iterator[Found]:
    for k in s.all("cut"):
        if (
            s.near(k, "lines", "contact", before=1, after=4) is not None
            and s.any_word(k + 1, k + 3, frozenset(("الطريق", "الطرق"))) is None
        ):
            yield k, None
    for k in s.all("contact", "lines"):
        if (
            s.any_word(k - 10, k, frozenset(("يبق", "تعد", "بلا", "دون"))) is not None
            and s.any_word(k, k + 6, frozenset(("العالم", "الخارجي", "تذكر"))) is not None
        ):
            yield k, "ongoing"


RULES: dict[EventKind, Rule] = {
    "talks_continue": _talks_continue, "talks_slow": _talks_slow, "talks_suspended": _talks_suspended, "talks_resumed": _talks_resumed,
    "delegation_arrives": _delegation_arrives, "delegation_leaves": _delegation_leaves, "contact": _contact, "proposal": _proposal,
    "acceptance": _acceptance, "rejection": _rejection, "condition": _condition, "agreement": _agreement,
    "truce_start": _truce_start, "truce_extension": _truce_extension, "truce_violation": _truce_violation, "truce_end": _truce_end,
    "release": _release, "list_exchange": _list_exchange, "aid_delivery": _aid_delivery, "aid_obstructed": _aid_obstructed,
    "evacuation": _evacuation, "attack": _attack, "escalation": _escalation, "blackout": _blackout,
}  # fmt: skip

_NEEDS: dict[EventKind, str] = {
    "talks_continue": "talks contact effort", "talks_slow": "slow", "talks_suspended": "suspend end talks", "talks_resumed":
    "resume start_v start talks round delegation return_", "delegation_arrives": "arrive_v arrive enter_v enter", "delegation_leaves":
    "leave leave_v return_", "contact": "contact contact_v", "proposal": "propose proposal", "acceptance": "accept accept_v",
    "rejection": "reject reject_v refusing turn", "condition": "turn condition", "agreement": "deal reach", "truce_start":
    "truce ceasing start deal", "truce_extension": "extend", "truce_violation": "breach", "truce_end": "end", "release":
    "release release_v swap return_ resume freed enter_v", "list_exchange": "list", "aid_delivery": "aid", "aid_obstructed": "obstruct obstruct_v",
    "evacuation": "evacuate", "attack": "attack attack_v weapon fighting killed killed_v resume", "escalation": "escalation",
    "blackout": "cut contact lines",
}  # fmt: skip
"""Without any of these concepts in the sentence, the rule need not be asked."""

_GATED: tuple[tuple[EventKind, int, Rule], ...] = tuple(
    (kind, sum(1 << NUMBER[c] for c in set(_NEEDS[kind].split())), rule) for kind, rule in RULES.items()
)

__all__ = ["RULES", "find"]
