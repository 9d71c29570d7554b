"""Moods: whether an event happened, goes on, is planned, is only possible, or is denied, by the words around it.

Danger: a wish reported as a fact.
Duty: status from the verb's own form, the markers before it, and the act of the statement it stands in.
"""

import sys
from bisect import bisect_right
from itertools import accumulate

from wasata.listen.ar.forms import CLASS_SHIFT, NOUN, form_of
from wasata.listen.ar.lexicon import NEG, ORG, REL, joinable, these
from wasata.listen.ar.line import Words
from wasata.listen.ar.traits import THAT
from wasata.listen.marks import Statement
from wasata.values import EventKind, Status

_POSSIBLE = joinable(
    "مشروط مشروطه مشروطا مرهون مرهونه مرهونا رهن يسعون نسعي يسعيان تسعيان سعوا ساعيا ساعيه ساعين يحاولون يحاول تحاول "
    "اذا لو يمكن يجب ينبغي احتمال احتمالات امكان امكانيه رغبه برغبه جهود جهودها يسعي تسعي سعي مساعي "
    "محاوله محاولات لمحاوله بهدف تهدف يهدف اجل ضروره اهميه امل يامل تامل طلب يضغط تضغط الضغط ضغوط استعداد "
    "استعداده استعدادها مستعد مستعده مستعدون اقترب اقتربت اقترابه لبحث بحث لضمان ضمان لتامين تامين لتسهيل "
    "تسهيل تهديد هدد هددت مهددا يهدد تشجيع فرص فرصه قد ربما كلما يريد تريد خيار تحدي التحدي للتوصل لتجديد "
    "لتمديد لتحقيق لاستئناف خطوه نحو سبل امكانات حتي مقابل لقاء يتطلب اشترط يشترط بشرط لا بد كي لكي "
    "لاطلاق للافراج لوقف لادخال لايصال دعا دعت يدعو تدعو داعيا داعيه ندعو طالب طالبت يطالب تطالب مطالبا "
    "للمطالبه مطالبه المطالبه مطالبين مطالبون امهلت امهل تمهل يمهل مهله "
    "نطالب حث حثت مناشده رفض رفضت يرفض ترفض رفضهم رفضها مقترح "
    "الممكن ممكن ممكنا المحتمل محتمل محتملا قريب قريبه قريبين احتمالات "
    "الخشيه بالخشيه المخاوف عرضت سيسمح ستسمح يسمح تسمح "
    "للضغط بالضغط باتجاه تتناول يتناول حرص حرصه حرصها حرصهم الحرص يحرص تحرص تمهيدا "
    "مقترحات اقتراح اقترح اقترحت مخاوف خشيه تحذير يحذر محذرا حذر حذرت ان لم تلتزم لن قبل"
)
_WISHES = _POSSIBLE - joinable("لن قبل ان لم لا بد لقاء حتي مقابل بحث قد")
_PLANNED = joinable(
    "سوف مقرر المقرر المزمع يتوقع ينتظر متوقع المتوقع المرتقب مرتقب المنتظر تنص ينص القاضي القاضيه تقضي "
    "ستنظم سينظم ستستضيف سيستضيف ستعقد سيعقد ستشهد سيشهد المرجح مرجحا "
    "يقضي بموجب غدا المقبل المقبله موعد وعد وعدت تعهد تعهدت يتعهد اتفقا اتفق يستعد تستعد تعتزم يعتزم "
    "تتضمن يتضمن تضمنت تشمل شملت تاجيل تاخير اخرت تاخر وافق وافقت وافقا وافقتا وافقوا"
)
_ONGOING = joinable(
    "يواصل تواصل واصل واصلت متواصل متواصله مستمر مستمره المستمر المستمره استمرار يستمر تستمر تزال يزال "
    "يزالون زالت زال مازالت مازال لازال جار جاريه الجاري الجاريه حاليا تجري يجري اثناء خضم تشنها يشنها "
    "تتعرض يتعرض المتواصل المتواصله تتواصل يتواصل الدائره دائره تدور يدور الدائر المحتدمه المشتعله"
)


_DONE = ("شنها", "شنته", "شنه", "شنتها", "نفذه", "نفذته", "نفذتها", "نفذها", "وقع", "اودي", "استهدف", "اسفر")
_FROM_A_DAY = joinable("اعتبارا ابتداء")
_OF = these("عمليه صفقه اتفاق خطه جوله دفعه اتفاقيه مرحله اعلان")
"""Nouns whose ل names what they are, not what for (عملية لتبادل الأسرى)."""


_WILL = joinable("سوف سيتم ستتم سيجري ستجري")
_COMING = joinable(
    "تبدا يبدا ستبدا سيبدا تسري يسري تستانف يستانف تستانفان تنطلق ينطلق تنتهي ينتهي سيدخل ستدخل سيسري ستسري"
)
"""Said in the present of what begins or ends on a day, they tell what is to come."""
_DUE = joinable("مقرره المقرره مقررا مرتقبه المرتقبه ستجري سيجري ستعقد سيعقد ستنعقد")
"""After talks: they are to be held."""
_ANY_LENGTH = sys.maxsize
_NOT = these("لم ولم فلم لن ولن فلن")
_INTENDS = joinable("تعتزم يعتزم يعتزمون تنوي ينوي ينوون تخطط يخطط يخططون اعتزام اعتزامه اعتزامها ستوسع سيوسع")
"""Right before an attack: it is meant, not done."""
_IF = joinable("اذا لو")
_DID_NOT = joinable("لم")
_BEFORE_IT = joinable("قبل قبيل")
_NOBODY_SAYS = these("يرجح يزعم يعتقد يظن يحتمل يقال يشاع يخشي المرجح المحتمل")
"""Right before "أن": supposed by nobody in particular."""
_WITHOUT = these("عدم دون بدون")
_WHETHER = these("متي هل")
_SOON = joinable("غدا المقبل المقبله القادم القادمه")
_EFFORTS = joinable("المستمره المتواصله المستمر المتواصل")
_SAYING = joinable("قال قالت قالوا يقول تقول يقولون")
_BUT = joinable("بل لكن لكنه لكنها الا سوي غير منذ بعد قبل بسبب خلال الذي التي")
_DENIABLE = frozenset(("truce_end", "truce_violation", "attack", "escalation", "blackout", "aid_obstructed"))
_TOOK_PLACE = these(
    "يقع تقع يحدث تحدث يحصل تحصل يسجل تسجل يرصد ترصد نرصد نسجل يرتكب ترتكب نرتكب يجر تجر يشهد تشهد يكن تكن يوجد توجد"
)
"""After a negation: what follows never was ("لم يقع انتهاك أنهى الهدنة")."""
_ONLY_SAID = joinable("اذا ان هدد تهديد مهددا باستئناف استئناف لو امكان")
"""Before an attack that is threatened or supposed."""
_AGREED = joinable("اتفق اتفقا اتفقت اتفقوا اتفقتا")


_SAYS_THE_DEAL = joinable("يشمل تشمل تتضمن يتضمن تضمنت تضمن تنص ينص نصت تقضي يقضي")
"""Before a release: it is what a deal provides for."""
_DUE_THEN = joinable(
    "مرتقبه مقرره مرتقب مقرر المقرر المقرره المرتقب المرتقبه المزمع المزمعه المقبل المقبله المنتظر المنتظره"
)
_AGREED_TO = frozenset(
    (
        "truce_start",
        "truce_extension",
        "release",
        "aid_delivery",
        "evacuation",
        "talks_resumed",
        "list_exchange",
        "contact",
    )
)
_PLAIN = frozenset((None, "say", "confirm"))
"""Acts that leave the status of what is told as it is told."""
_ANSWERED = frozenset(("accept", "reject"))
_DEALS = joinable("اتفاق اتفاقا الاتفاق اتفاقيه الاتفاقيه صفقه الصفقه اتفاقهما تفاهم")
_DEAL_OVER = joinable("اتفق اتفقا اتفقت اتفقوا اتفقتا اتفاق اتفاقا الاتفاق اتفاقهما")
_TOLD_BESIDE = frozenset(("truce_start", "agreement", "release", "truce_violation", "aid_delivery", "talks_resumed"))
_MADE = frozenset(("aid_delivery", "release", "contact", "agreement", "evacuation", "truce_start", "truce_extension"))
"""Kinds told by nouns of action: when, their verb says."""
_PASSED = these("جري جرت تم تمت بدا بدات وقع وقعت دخل دخلت اعلن اعلنت")
_TO_BE_HELD = these("لعقد لانعقاد لاستضافه لاجراء")
_MET = joinable("عقد عقدت اجتمع اجتمعت التقي التقت")
_IN_CASE = joinable("في")
_TELLS_WHEN = 1 << 14 | 1 << 53 | REL << CLASS_SHIFT
"""The bits of a verb, of one of the future, and of a relative pronoun."""
_IS_DONE = these("يتم تتم يجري تجري")
_THAT_IT_BE = these("حتي ان كي لكي ريثما")
_WERE_HELD = joinable(
    "انتهاء اختتام ختام "
    "جولات جوله عقدت عقد انتهت اختتمت جرت استضافت استضافتها استضافها شاركت اسفرت انهارت فشلت اختتمها الماضيين الماضيه الماضي"
)
"""Beside talks: they are over."""


class Moods:
    """Answers `status` for the words of one report."""

    __slots__ = ("_acts", "_contents", "_reach", "_silent", "_words")

    def __init__(self, words: Words, statements: list[Statement]) -> None:
        self._words = words
        self._contents = sorted((*s.content, s.act) for s in statements)
        self._reach = list(accumulate((end for _, end, _ in self._contents), max))
        """How far the contents up to each reach."""
        self._acts: dict[int, str | None] = {}
        self._silent = self._hushed()

    def status(self, begin: int, end: int, k: int, kind: EventKind, fixed: Status | None) -> Status | None:
        """The status of the event that hangs on word k, None when the words say it is none."""
        words = self._words
        act = self._acts[k] if k in self._acts else self._act_over(k)
        weighty = act not in _PLAIN
        if weighty and act == "deny" and kind != "rejection":
            return "denied"
        if fixed is not None:
            return fixed
        if weighty:
            if act in _ANSWERED and kind in _AGREED_TO:
                return "planned" if act == "accept" else "possible"  # "وافقت على ⟦الإفراج⟧ عن الأسرى"
            if act == "thank":
                return "possible" if self._before(begin, k, _EFFORTS, 6) else "happened"
        if kind in ("proposal", "acceptance", "rejection", "condition"):
            return "happened"
        word = words.word[k]
        if k and words.value[k - 1] >> CLASS_SHIFT & NEG and words.word[k - 1] not in ("عدم", "دون", "بدون"):
            if k > begin + 1 and words.word[k - 2] == "ما":
                return "possible"  # "ما لم يفرج عنهم": unless they are
            return "denied" if kind not in ("talks_continue", "talks_suspended") else None
        if kind in _DENIABLE and self._never_was(begin, k):
            return "denied"
        if words.word[k - 1 if k else 0] == "ان" and k - 2 >= begin and words.word[k - 2] in _BEFORE_IT and (
            words.value[k] >> 53 & 1 and words.bare_word[k][0] in "يت"
        ):  # fmt: skip
            return "possible"  # "غادر قبل أن ⟦يصل⟧ الوسيط": not said to have come
        if (self._silent and self._unsaid(begin, k)) or (
            k > begin and words.word[k - 1] in _WHETHER and words.value[k] >> 53 & 1
        ):
            return "possible"  # "لم يوضح أن الهدنة ⟦انتهت⟧", "لم يحدد متى ⟦يصل⟧ الوفد"
        if (
            kind == "attack"
            and k + 2 < end
            and words.value[k + 1] >> CLASS_SHIFT & REL
            and words.word[k + 2].startswith(_DONE)
        ):
            return "happened"  # "إثر الضربات التي شنها الجيش"
        if words.value[k] >> 14 & 1 or (k and not _WILL.isdisjoint(words.word[max(begin, k - 2) : k])):
            return "planned" if act not in ("threaten", "demand") and not self._before(begin, k, _IF, 8) else "possible"
        purpose = words.value[k] >> 16 & 3 == 2 and not (words.value[k] >> 53 & 1)
        if purpose and kind in ("release", "truce_start", "evacuation") and self._before(begin, k, _DEALS, 7) and (
            "reach" in words.concept[max(begin, k - 24) : k]
        ):  # fmt: skip
            return "planned"  # "وقعا اتفاقا ⟦لتبادل⟧ الأسرى"
        purpose = purpose and not (k > begin and words.bare_word[k - 1].removeprefix("ال") in _OF)
        if purpose and kind not in ("attack", "talks_continue"):
            return "possible"
        if weighty and (told := self._by_act(act, begin, end, k, kind)) is not None:
            return told
        wished = self._before(begin, k, _WISHES, 7, stop_at_clause=True)
        if kind == "agreement" and "حال" in words.word[max(begin, k - 5) : k]:
            wished = wished or self._before(begin, k, _IN_CASE, 6, stop_at_clause=True)
        if (
            kind == "attack"
            and not words.value[k] >> 53 & 1
            and self._before(begin, k, _INTENDS, 3, stop_at_clause=True)
        ):
            return "planned"
        if kind == "attack" and not self._supposed(begin, k):
            if self._around(begin, end, k, _ONGOING, 4) or self._goes_on(begin, end, k):
                return "ongoing"
            if (
                words.value[k] >> 53 & 1
                and word.lstrip("وف")[:1] in "يت"
                and not word.lstrip("وف").startswith(("تم", "توغل", "تعرض"))
                and not word.endswith(("ت", "تا"))
                and not self._before(begin, k, _DID_NOT, 2)
            ):
                return "ongoing"
            return "happened" if not wished or not words.value[k] >> 53 & 1 else "possible"
        planned = (
            not wished
            and (  # what is wished for is never told as planned
                act == "expect"
                or self._before(begin, k, _PLANNED, 8, stop_at_clause=True)
                or (k > begin and words.word[k - 1] == "علي" and self._before(begin, k, _AGREED, 24))
                or (
                    kind in ("release", "evacuation", "aid_delivery")
                    and "علي" in words.word[max(begin, k - 4) : k]
                    and not words.value[k] >> 53 & 1
                    and self._before(begin, k, _DEAL_OVER, 9)
                )
                or (kind in ("truce_start", "talks_resumed", "truce_end") and self._around(begin, end, k, _COMING, 5))
                or (
                    kind == "truce_start"
                    and not self._past(k)
                    and self._around(k, end, k, _FROM_A_DAY, 8)
                    and self._around(k, end, k, joinable("المقبل المقبله القادم غدا"), 24)
                )
            )
        )
        if (
            kind == "talks_continue"
            and not _TO_BE_HELD.isdisjoint(words.word[max(begin, k - 5) : k])
            and not self._before(begin, k, _MET, 16)
        ):
            return "planned" if planned else "possible"  # "موقعا محتملا ⟦لانعقاد⟧ الجولة"
        if kind in ("talks_continue", "talks_slow"):
            if planned or self._around(k, min(end, k + 14), k, _DUE, 13):
                return "planned"
            if word.startswith(("تطلبت",)) or self._around(begin, end, k, _WERE_HELD, 8):
                return "happened"
            return "ongoing"
        if kind == "release" and (
            planned or (act in (None, "say", "confirm") and self._before(begin, k, _SAYS_THE_DEAL, 16))
        ):
            return "planned"
        if kind in ("contact", "delegation_arrives", "talks_resumed") and not wished and (
            self._around(k, end, k, _DUE_THEN, 2)
        ):  # fmt: skip
            return "planned"
        if wished or self._denied_before(begin, k):
            return "possible"
        if planned or (self._around(k, end, k, _SOON, 10) and not self._past(k)):
            return "planned"
        if self._around(begin, end, k, _ONGOING, 3) and kind in (
            "aid_delivery",
            "aid_obstructed",
            "escalation",
            "blackout",
            "evacuation",
        ):
            return "ongoing"
        if kind in ("aid_obstructed", "aid_delivery") and (words.value[k] >> 53 & 1) and word.lstrip("وف")[:1] in "يت":
            return "ongoing"
        if kind in _MADE and not words.value[k] >> 53 & 1:
            if k > begin + 1 and words.word[k - 1] in _IS_DONE and words.word[k - 2] in _THAT_IT_BE:
                return "possible"  # "حتى يتم ⟦إيصال⟧ المساعدات"
            if self._will_be(begin, k):
                return "planned"  # "ستتيح الهدنة ⟦إدخال⟧ المساعدات", "سيعقد خلال الزيارة ⟦اجتماعا⟧"
        return "happened"

    def _by_act(self, act: str | None, begin: int, end: int, k: int, kind: EventKind) -> Status | None:
        """The status that the act of the words around gives, None where it gives none."""
        words = self._words
        verb = words.value[k] >> 53 & 1
        if act == "warn" and kind in ("attack", "escalation") and not verb and (
            k > begin and words.word[k - 1] in ("تجدد", "استئناف", "اندلاع", "وقوع", "من", "شن")
        ):  # fmt: skip
            return "possible"
        if act == "warn" and kind in ("truce_violation", "truce_end", "talks_suspended") and not verb:
            return "possible"  # "حذر من خرق الهدنة"
        if act == "demand" and kind == "attack" and self._before(begin, k, _ONGOING, 2) and (
            k - 2 > begin and words.value[k - 2] >> CLASS_SHIFT & REL
        ):  # fmt: skip
            return "ongoing"  # "دعا إلى وقف النار…، الذي يواصل هجومه": told of him, not asked
        if (
            kind in _TOLD_BESIDE
            and act in ("demand", "threaten", "offer", "warn", "expect")
            and self._told_beside(begin, end, k)
            and not (k > begin and words.value[k - 1] >> CLASS_SHIFT & NEG)
        ):
            return "happened"
        if act in ("demand", "threaten", "offer") or (act == "expect" and not self._before(begin, k, _PLANNED, 12)):
            return "possible"
        return None

    def _supposed(self, begin: int, k: int) -> bool:
        """Whether a threat or a condition stands before word k; "أن", and "إن" after "قال", are none."""
        if not self._before(begin, k, _ONLY_SAID, 6, stop_at_clause=True):
            return False
        words = self._words
        for j in range(k - 1, max(begin, k - 6) - 1, -1):
            w = words.word[j]
            if w not in _ONLY_SAID:
                continue
            if w.removeprefix("و") != "ان":
                return True
            if words.original(j).lstrip("و").startswith("أ") or not _SAYING.isdisjoint(
                words.word[max(begin, j - 12) : j]
            ):
                return False  # "that"
            return not _names_a_body(words, j + 1)
        return False

    def _goes_on(self, begin: int, end: int, k: int) -> bool:
        """Whether a verb in the present is what the violence does, or what fires it: "تطلق ⟦القذائف⟧", "⟦القصف⟧ الذي يودي"."""
        words = self._words
        if words.value[k] >> 53 & 1:
            return False
        told = next((j + 1 for j in range(k + 1, min(end - 1, k + 4)) if words.value[j] >> CLASS_SHIFT & REL), None)
        before = k - 1 if k - 1 > begin and words.value[k - 1] >> 53 & 1 else None
        return any(
            j is not None
            and words.value[j] >> 53 & 1
            and words.bare_word[j][0] in "يت"
            and not words.bare_word[j].endswith(("ت", "تا"))
            and not words.bare_word[j].startswith(("تم", "تعرض", "تسبب", "تواصل"))
            and words.word[j - 1] not in _NOT
            for j in (told, before)
        )

    def _never_was(self, begin: int, k: int) -> bool:
        """Whether word k hangs on a thing that is said not to have been ("لم يقع ⟦خرق⟧", "لا يوجد انتهاك ⟦أنهى⟧ الهدنة")."""
        words = self._words
        if _TOOK_PLACE.isdisjoint(words.word[max(begin, k - 7) : k]):
            return False
        if words.bare_word[k] != words.word[k] and words.value[k] >> 53 & 1:
            return False  # "لم يقع شيء ⟦وانتهت⟧ الهدنة": joined to the negation, not under it
        for j in range(k - 1, max(begin, k - 7), -1):
            w = words.word[j]
            if words.sign[j] or w in THAT or w in _BUT:
                return False
            if w in _TOOK_PLACE:
                return words.word[j - 1] in _NOT or words.word[j - 1].lstrip("وف") == "لا"
        return False

    def _hushed(self) -> list[int]:
        """Where a verb of saying is denied ("لم يوضح"), or is nobody's in particular right before "أن" ("يرجح")."""
        words = self._words
        word, value, kind, bare = words.word, words.value, words.kind, words.bare_word
        return [
            v for v in words.anchors
            if (v and kind[v - 1] & NEG and form_of(value[v]) < NOUN and word[v - 1] not in _WITHOUT)
            or (bare[v] in _NOBODY_SAYS and v + 1 < len(word) and word[v + 1] in THAT)
        ]  # fmt: skip

    def _unsaid(self, begin: int, k: int) -> bool:
        """Whether word k stands in what somebody did not say: "لم يوضح المتحدث أن الهدنة ⟦انتهت⟧"."""
        words = self._words
        if words.definite[k] and not words.value[k] >> 53 & 1:
            return False  # "يعتقد أن الجماعة وراء ⟦الهجوم⟧": there was one
        for v in self._silent:
            if not begin <= v < k or k - v > 14:
                continue
            that = [j for j in range(v + 1, k) if words.word[j] in THAT]
            if len(that) == 1 and k - that[0] <= 6 and not any(words.sign[j] for j in range(v + 1, k)) and not any(
                words.has(j, REL) for j in range(that[0], k)
            ):  # fmt: skip
                return True
        return False

    def _told_beside(self, begin: int, end: int, k: int) -> bool:
        """Whether word k stands in a relative clause in the past: told of what is asked, not asked ("الهدنة التي ⟦بدأت⟧ أمس")."""
        words = self._words
        for j in range(k + 1, max(begin, k - 7), -1):
            if j != k and words.sign[j]:
                return False
            if j + 1 < end and words.value[j] >> CLASS_SHIFT & REL:
                return bool(j > k - 7 and words.bare_word[j + 1][0] not in "يتسنل" and not words.definite[j + 1] and (
                    words.value[j + 1] >> 53 & 1 or words.word[j + 1] in _PASSED
                ))  # fmt: skip
        return False

    def _will_be(self, begin: int, k: int) -> bool:
        """Whether the verb nearest before word k, in its clause, is one of the future."""
        value, word = self._words.value, self._words.word
        for j in range(k - 1, max(begin - 1, k - 8), -1):
            if value[j] & _TELLS_WHEN:
                return bool(value[j] >> 14 & 1) and not any(w in THAT or w in "،؛" for w in word[j + 1 : k])
        return False

    def _past(self, k: int) -> bool:
        """Whether word k is a verb in the past."""
        words = self._words
        return bool(words.value[k] >> 53 & 1) and words.bare_word[k][0] not in "ين"

    def _denied_before(self, begin: int, k: int) -> bool:
        """Whether a negated verb governs word k ("لم تتفق الأطراف على تمديد")."""
        words = self._words
        if _NOT.isdisjoint(words.word[max(begin, k - 7) : k]):
            return False
        for j in range(k - 1, max(begin, k - 7), -1):
            if words.word[j] in "،؛":
                return False
            if words.word[j] in _NOT:
                return words.word[j + 1][1:] not in ("منع", "وقف", "كتف")
        return False

    def _act_over(self, k: int) -> str | None:
        """The act of the innermost statement whose words hold word k, kept for all kinds of events that hang on it."""
        act = self._acts[k] = self._find_act(k)
        return act

    def _find_act(self, k: int) -> str | None:
        contents, reach = self._contents, self._reach
        place = self._words.folded.to(self._words.to[k] - 1)
        shortest, act = _ANY_LENGTH, None
        last = bisect_right(contents, (place, _ANY_LENGTH, ""))
        for n in range(last - 1, max(0, last - 12) - 1, -1):
            if reach[n] <= place:
                break  # nor does any before it hold the word
            start, end, said = contents[n]
            if place < end and end - start <= shortest:
                shortest, act = end - start, said
        return act

    def _before(self, begin: int, k: int, wanted: frozenset[str], far: int, *, stop_at_clause: bool = False) -> bool:
        word = self._words.word
        low = k - far if k - far > begin else begin
        if wanted.isdisjoint(word[low:k]):
            return False
        if not stop_at_clause:
            return True
        for j in range(k - 1, low - 1, -1):
            w = word[j]
            if w in wanted:
                return True
            if w in "،؛" or (w in THAT and w not in ("ان", "بان")):
                return False
        return False

    def _around(self, begin: int, end: int, k: int, wanted: frozenset[str], far: int) -> bool:
        low, high = k - far, k + far + 1
        return not wanted.isdisjoint(self._words.word[low if low > begin else begin : high if high < end else end])


def _names_a_body(words: Words, j: int) -> bool:
    """Whether a body stands at word j ("أن ⟦قوات⟧ الطرفين…"), which no condition begins with."""
    return words.has(j, ORG) or j in words.mention
