"""Of truces: the rules for truces, releases, lists, aid and evacuation.

Danger: a truce merely named taken for one that begins.
Duty: one rule a kind; each yields the word it hangs on and, where the words alone fix it, the status.
"""

from collections.abc import Iterator

from wasata.listen.ar.forms import VERB_BIT
from wasata.listen.ar.lexicon import REL, joinable, these
from wasata.listen.ar.noun_phrases import can_speak
from wasata.listen.ar.scene import Found, Sentence
from wasata.listen.ar.traits import THAT
from wasata.values import Status

_KEPT = joinable(
    "الالتزام التزام بالتزام احترام اطار باحترام تلتزم يلتزم التزمت التزم التزموا يلتزموا يلتزمون ملتزم ملتزمه ملتزمون "
    "بالتزامها بالتزامه التزامها التزامه"
)
"""Before a truce: it stands already."""


def truce_start(s: Sentence) -> Iterator[Found]:
    for k in s.all("start", "deal"):
        w = s.word(k)
        if (w.endswith(("سريانه", "سريانها")) and not _since(s, k)) or (
            k in s.places.get("deal", ()) and s.any_word(k, k + 12, joinable("حيز")) is not None
        ):
            yield k, None
    truces = s.truces
    if not truces:
        yield from _halted(s)
        return
    taken: set[int] = set()
    for k in s.all("extend", "breach", "end", "suspend"):
        taken.update(range(k - 1, k + 7))
    for k in s.places.get("end", ()):
        if s.verb(k):
            taken.update(range(k - 6, k + 7))
    said_to_hold = s.any_word(s.begin, s.end, _OF_HOLDING) is not None
    for t in truces:
        holds = _holds(s, t) if said_to_hold else None
        if holds is None and s.any_word(t - 3, t, _KEPT) is not None:
            continue
        if holds is not None:
            yield t, holds
            continue
        begins = s.near(t, "start", "start_v", before=6, after=6)
        if _since(s, t):
            continue
        if begins is not None and s.word(begins - 1).endswith(("عدم", "دون")):
            continue  # "اتهمهم بعدم تنفيذ بنود الهدنة"
        if (begins is not None or s.any_word(t, t + 9, joinable("حيز سريانه سريانها")) is not None) and not (
            s.near(t, "start", before=6, after=6) is not None
            and t in taken
            and s.any_word(t, t + 9, joinable("حيز سريانه سريانها")) is None
        ):
            yield t, None
            continue
        if s.word(t + 1) == "التي" and s.any_word(t + 2, t + 4, _DECLARED) is not None:
            yield t, "happened"
            continue
        if t in taken:
            continue
        if s.word(t - 1) == "علي" and s.near(t, "deal", before=7, after=0) is not None:
            yield t, "planned"  # "اتفاق من حيث المبدأ على وقف إطلاق النار"
            continue
        governed = s.near(t, "reach", "broker", "propose", before=6, after=1)
        defined = s.words.definite[t] and not s.word(t).endswith("وقف")
        if governed is not None and not defined:
            announced = s.verb(governed) or s.any_word(governed - 6, governed, _ANNOUNCED) is not None
            if "توصل" in s.word(governed) and not announced:
                yield t, "possible"
            else:
                yield t, None
        elif (
            not defined
            and s.near(t, "reject", "reject_v", before=4, after=0) is None
            and s.any_word(t - 5, t + 1, _CALLS) is not None
        ):
            yield t, "possible"
        elif s.any_word(t - 4, t, joinable("اذا يريد تريد اعلان اعلن اعلنت")) is not None or (
            s.any_word(t - 12, t, joinable("اعلن اعلنت يعلن تعلن")) is not None and not s.words.definite[t]
        ):
            yield t, None
    yield from _halted(s)


_HOLDING = these("صامده ساريه قائمه صامد ساري سار قائم صامدا ساريا قائما نافذه نافذ نافذا")
"""Indefinite after the truce, they say of it that it holds; "الهدنة السارية" only names it."""
_HELD = these("تصمد يصمد صمدت صمد صمود بصمود")
_OF_HOLDING = _HOLDING | _HELD
_SUBJUNCTIVE = joinable("ان لكي كي حتي اذا لو ان")
_STILL = these("تزال يزال زالت زال تبقي يبقي تظل يظل بقيت ظلت بقي ظل مازالت مازال لاتزال لايزال")


def _holds(s: Sentence, t: int) -> Status | None:
    """Whether the truce at word t is said to hold: "الهدنة في المدينة ⟦صامدة⟧", "لا تزال الهدنة ⟦قائمة⟧", "الهدنة ⟦تصمد⟧"."""
    words = s.words
    k = t + 1
    if words.word[t].endswith(("وقف", "وقفا", "ايقاف")):
        while k < s.end and k < t + 6 and "نار" not in words.word[k]:
            k += 1
        k += 1
        named = True
    else:
        named = words.definite[t] or (k < s.end and (words.definite[k] or k in words.mention))
    if not named:
        return None
    if s.word(t - 1) in _HELD:
        at = t - 1
    else:
        for at in range(k, min(s.end, k + 9)):
            w = words.word[at]
            if w in _HOLDING or w in _HELD:
                break
            if words.sign[at] or w in THAT or words.kind[at] & REL or (
                words.value[at] >> VERB_BIT & 1 and w.lstrip("و") not in _STILL
            ):  # fmt: skip
                return None
        else:
            return None
    low = max(s.begin, t - 4)
    for j in range(low, at):
        w = words.word[j]
        if w.lstrip("و") in ("كانت", "كان", "كون", "تعد", "يعد", "ليست", "ليس", "غير"):
            if w in ("ليست", "ليس") or (w in ("تعد", "يعد") and words.negated(j)):
                return "denied"  # "لم تعد الهدنة قائمة"
            return None
        if w in _SUBJUNCTIVE and j + 1 < s.end and (
            w.lstrip("و") != "ان" or words.word[j + 1] in _STILL or words.word[j + 1] in _HELD or words.word[j + 1] == "تكون"
        ):  # fmt: skip
            return "possible"  # "نأمل أن تبقى الهدنة قائمة", "إذا صمدت الهدنة"
    if words.word[at] in _HELD:
        if words.negated(at):
            return "denied"
        if words.word[at].lstrip("ب") == "صمود":
            return None if s.any_word(low, at, _CALLS) is None and words.word[at] != "بصمود" else "possible"
    return "ongoing"


def _halted(s: Sentence) -> Iterator[Found]:
    """A halt by one side: "أوقفت كل العمليات العسكرية", "أمر بوقف الغارات"."""
    for k in s.places.get("suspend", ()):
        if s.verb(k) and "وقف" in s.word(k) and not s.words.negated(k) and (
            s.any_word(k + 1, k + 5, _OPERATIONS) is not None or s.any_word(k + 2, k + 5, _FIRE) is not None
        ):  # fmt: skip
            yield k, None
    for k in s.places.get("ceasing", ()):
        if s.any_word(k + 1, k + 4, _OPERATIONS) is not None and (
            (at := s.any_word(k - 12, k, _ORDERED)) is not None or s.word(k - 1).lstrip("و") in _SINCE_IT
        ):
            yield k, "happened" if at is None or not s.words.negated(at) else "possible"


def _since(s: Sentence, k: int) -> bool:
    """Whether word k, with the beginning before it, only dates something else ("منذ بدء سريان الهدنة")."""
    starts, first = s.places.get("start", ()), k
    while first - 1 in starts:
        first -= 1
    return (first < k or k in starts) and s.word(first - 1).lstrip("و") == "منذ"


_SINCE_IT = these("بعد منذ عقب رغم فور")
_ANNOUNCED = joinable("اعلن اعلنت اعلنا اعلنتا اعلنوا اعلان تم جري بعد منذ فور اثر")
"""Before "التوصل إلى هدنة": it was reached."""


_OPERATIONS = joinable(
    "القتال القتاليه العدائيه العمليات عملياتها عملياته هجماتها هجماته الغارات غاراتها غاراته القصف قصفها الضربات الهجمات الاعمال"
)
_FIRE = these("النار")
_ORDERED = joinable("امر امرت اوعز اوعزت اصدر اصدرت اعلن اعلنت اعلان قرر قررت قرار اكد اكدت تم وافق وافقت اصدار امرا")
_CALLS = joinable(
    "دعا دعت يدعو تدعو داعيا داعيه ندعو طالب طالبت يطالب تطالب مطالبا نطالب ضروره الي لوقف بوقف حث حثت "
    "اقترح اجل تحقيق فرض بهدف يامل تامل امله املها يسعي تسعي"
)


_DECLARED = joinable("اعلنتها اعلنها ابرمتها ابرمها رعتها رعاها بدات توصل توصلت اعلنت دخلت")


_AGAIN = these("دعوته دعوتها دعوتهم مطالبته مطالبتها التزامه التزامها تاكيده تاكيدها رفضه رفضها الدعوه دعوه")


def truce_extension(s: Sentence) -> Iterator[Found]:
    truces = s.truces
    for k in s.places.get("extend", ()):
        if (
            s.verb(k)
            and "جدد" in s.word(k)
            and not any(1 <= t - k <= 3 and s.any_word(k + 1, t, _AGAIN) is None for t in truces)
        ):
            continue  # "جدد التزامه", "جدد دعوته لوقف النار": he said it again
        if s.word(k - 1) in ("دون", "بدون"):
            continue
        near = any(-4 <= t - k <= 6 for t in truces) or s.near(k, "deal", before=2, after=4) is not None
        alone = s.word(k).removeprefix("و").removeprefix("ب") in ("التمديد", "تمديدها", "تمديده") or s.word(k).endswith(
            ("تمديدها", "للتمديد")
        )
        if near or alone:
            yield k, None


_NON = joinable("عدم بعدم")
_KEEPING = ("التزام", "تزام", "تقيد", "احترام", "حترام", "تنفيذ", "تطبيق", "وفاء")


def truce_violation(s: Sentence) -> Iterator[Found]:
    truces = s.truces
    for k in s.places.get("breach", ()):
        near = any(-3 <= t - k <= 5 for t in truces) or s.near(k, "deal", before=2, after=4) is not None
        if near:
            yield k, None
        elif s.any_word(k - 2, k, joinable("اي ضد")) is not None and "خرق" in s.word(k):
            yield k, "possible"
        elif s.word(k).lstrip("وب") in ("خرقها", "خرقه", "انتهاكها", "انتهاكه") or "خروق" in s.word(k):
            yield k, None
    if "عدم" not in s.words.folded.text:
        return
    for t in truces if truces and s.any_word(s.begin, s.end, _NON) is not None else ():
        at = s.any_word(t - 5, t - 1, _NON)
        if at is not None and s.word(at + 1).removeprefix("ال").startswith(_KEEPING):
            yield at, None  # "اتهمهم ⟦بعدم⟧ الالتزام بالهدنة", "⟦عدم⟧ تنفيذ بنود الهدنة"


def truce_end(s: Sentence) -> Iterator[Found]:
    truces = s.truces
    for k in s.places.get("suspend", ()):
        if "فشل" in s.word(k) and any(0 < t - k <= 2 for t in truces) and not s.words.negated(k):
            yield k, None  # "بعد فشل الهدن السابقة"
    for k in s.places.get("end", ()):
        if s.words.negated(k):
            continue
        if any(-4 <= t - k <= 4 for t in truces) or (
            s.word(k + 1) in ("مدتها", "مدته", "مفعولها", "صلاحيتها") and any(-16 <= t - k < 0 for t in truces)
        ):
            yield k, None
        elif s.verb(k) and any(0 < t - k <= 8 for t in truces) and '"' in s.words.word[k : k + 8]:
            yield k, None  # "انهت «من جانب واحد» وقف إطلاق النار"
    for k in s.places.get("cut", ()):
        if any(0 < t - k <= 2 for t in truces) and not s.words.negated(k):
            yield k, None  # "قطع الهدنة"
    for t in truces:
        if s.word(t).endswith("للهدنه") and s.any_word(t - 3, t, joinable("يعد تعد")) is not None:
            yield t, "happened"  # "لم يعد للهدنة أي معنى"


_SOLDIER = joinable("الجندي جندي الجنود جنود الضابط ضابط الطيار المواطن الطفل النساء")
_CROSS = joinable("الصليب للصليب الهلال للهلال")
_PEOPLE = joinable("رهائن رهينه اسري اسيرا شخصا اشخاص النساء والاطفال مدنيين مدنيا امراه طفلا جنود")


def _people_after(s: Sentence, k: int) -> bool:
    return s.any_word(k + 1, k + 14, _PEOPLE) is not None


FREED = joinable("سراح سراحهم سراحه سراحها")
_BARE_SWAP = these("صفقه اتفاق صفقات ملف")


_TAKEN = joinable(
    "خطف خطفت خطفوا خطفها خطفه خطفهم اختطف اختطفت اختطفها اختطفه اختطفوا مختطفه مختطف مخطوفه احتجزت احتجز احتجزتها رهينه "
    "رهائن الرهائن الرهينه المختطف المختطفه المختطفين المخطوفين محتجزه سراحها سراحه سراحهم الاسري"
)
_PRISONS = joinable("السجن السجون سجن سجون المعتقل المعتقلات الاسر الزنازين سجونها سجونه الاعتقال")
_FREEDOM = joinable("حريته حريتها حريتهم حريتهن")
_GAINED = joinable("نال ينال تنال نالت نالوا استعاد استعادت تستعيد يستعيد نيل استعادوا سينال سينالون")
_WENT = joinable("خرج خرجت خرجوا تخرج يخرج يخرجون خروج غادر غادرت غادروا يغادر تغادر مغادره سيخرج ستخرج سيغادر")
_UNBOUND = these("فك بفك فكت")


def _held_before(s: Sentence, k: int) -> bool:
    """Whether shortly before word k the report told of one held: "جرى تحريرها" is of her, and of no town."""
    return not _TAKEN.isdisjoint(s.words.word[max(0, k - 60) : k])


_TALK_OF_IT = these("مفاوضات مشاورات محادثات مباحثات ملف قضيه لجنه")
_HOW_MANY = these(
    "نحو حوالي قرابه اكثر من الف الاف مئات مئه عشرات المزيد جديد جديده واسع واسعه كبير كبيره يشمل تشمل عدد جميع كل بقيه"
)


def _counted_captives(s: Sentence, k: int) -> bool:
    """Whether only a number or how large the swap is stands before the captives: "تبادل ⟦حوالي ألف⟧ أسير"."""
    at = s.near(k, "captive", before=0, after=6)
    return at is not None and all(s.word(j) in _HOW_MANY or s.word(j)[:1].isdecimal() for j in range(k + 1, at))


_WHOM_IT_FREES = joinable("عن بحق علي")
_CARRIED_OUT = joinable("اجراء لاجراء اتمام انجاز ابرام لابرام عقد لعقد تنفيذ لتنفيذ تمت جرت ستتم اتمت انجزت")
_PRISONS_OR_FREEDOM = _PRISONS | _FREEDOM


def release(s: Sentence) -> Iterator[Found]:
    for k in s.places.get("release", ()):
        w = s.word(k)
        if "عفو" in w:
            if s.any_word(k + 1, k + 9, _WHOM_IT_FREES) is not None:
                yield k, "planned"  # "أصدر عفوا عن 44 صيادا"
            continue
        if "طلاق" in w:
            if (
                s.any_word(k + 1, k + 3, FREED) is not None
                or s.near(k, "captive", after=2) is not None
                or (k + 1 < s.end and can_speak(s.words, k + 1) and s.any_word(k + 3, k + 10, FREED) is not None)
            ):
                yield k, None  # "إطلاق جماعة «أبو سياف» سراح…"
            continue
        if (
            "افراج" in w
            or "عتق" in w
            or w.lstrip("وف") in ("افرجنا", "حررنا")
            or (
                "تحرير" in w
                and s.near(k, "captive", before=9 if w.endswith(("هم", "ها", "ه")) else 0, after=4) is not None
            )
            or ("تحرير" in w and w.endswith(("هم", "ها", "ه")) and _held_before(s, k))
            or ("نقاذ" in w and s.near(k, "captive", after=8) is not None)
        ):
            yield k, None
    for k in s.places.get("release_v", ()):
        w = s.word(k)
        if s.words.has(k, 0):
            continue
        if (
            "فرج" in w
            or (
                w.lstrip("وفسيتن").startswith("حرر")
                and (s.near(k, "captive", after=30) is not None or _people_after(s, k))
            )
            or (s.any_word(k + 1, k + 18, FREED) is not None and "طلق" in w)
            or (
                s.near(k, "captive", after=7) is not None
                and s.near(k, "list", before=0, after=4) is None
                and ("بادل" in w or s.verb(k))
            )
        ):
            yield k, None
    for k in s.places.get("swap", ()):
        if s.near(k, "captive", after=3) is not None and (failed := s.near(k, "suspend", before=4, after=14)) is not None and (
            s.verb(failed) and "فشل" in s.word(failed) and not s.words.negated(failed)
        ):  # fmt: skip
            yield k, "denied"  # "صفقة تبادل الأسرى فشلت"
            continue
        if s.word(k - 1).removeprefix("ال") in _TALK_OF_IT:
            continue  # "مفاوضات تبادل الأسرى": what they talk about
        process = s.word(k - 1).lstrip("ول") == "عمليه" and s.near(k, "captive", after=6) is not None
        opens = k == s.begin and s.near(k, "captive", after=10) is not None
        counted = _counted_captives(s, k)
        if process or opens or counted or s.near(k, "captive", after=2) is not None:
            if s.word(k - 1).removeprefix("ال") in _BARE_SWAP and not s.near(k, "broker", before=0, after=6) and (
                s.any_word(k - 4, k - 1, _CARRIED_OUT) is None
            ):  # fmt: skip
                if s.word(k + 1)[:1].isdecimal():
                    yield k, "planned"  # "اتفاق لتبادل 887 أسيرا"
                continue
            yield k, None
        elif (
            s.word(k).endswith("تبادل")
            and s.any_word(k + 1, k + 8, joinable("بين انجزت انجز")) is not None
            and s.word(k + 1)
            not in (
                "الاتهامات",
                "اطلاق",
            )
        ):
            yield k, None
    for k in s.all("return_", "resume"):
        if s.near(k, "captive", after=5) is not None and s.word(k).lstrip("ولب").removeprefix("ال").startswith(
            ("عود", "اعاد", "عاد", "يعود", "تعود", "سيعود", "ستعود")
        ):
            yield k, None
    for k in s.places.get("enter_v", ()):
        if "صل" in s.word(k) and s.near(k, "captive", after=2) is not None:
            yield k, "possible" if s.words.negated(k) else None
    for k in s.all("enter", "release_v"):
        if "تسليم" in s.word(k) and s.near(k, "list", before=2) is None and (
            s.near(k, "captive", after=2) is not None or s.any_word(k + 2, k + 8, _WHOM_THEY_HELD) is not None
        ):  # fmt: skip
            yield k, None
            continue
        handed = ("سلم" in s.word(k) or "سليم" in s.word(k)) and s.any_word(k + 1, k + 3, _SOLDIER) is not None
        if handed and s.any_word(k + 2, k + 9, _CROSS) is not None:
            yield k, None  # "تم تسليم الجندي إلى الصليب الأحمر"
    for k in s.places.get("evacuate", ()):
        if s.any_word(k + 1, k + 4, _HIS_WAY) is not None:
            yield k, None  # "أخلت سبيله"
        elif (
            "خراج" in s.word(k)
            and s.any_word(k + 1, k + 6, _PRISONS) is not None
            and s.near(k, "captive", after=3) is not None
        ):
            yield k, None  # "إخراج الأسرى من السجون"
    for k in s.places.get("captive", ()):
        at = s.any_word(k - 4, k, _WENT)
        if at is not None and s.any_word(at + 1, k + 6, _PRISONS) is not None:
            yield at, None  # "غادر الأسرى السجن"
        elif s.word(k - 1).lstrip("ول") in _UNBOUND:
            yield k, None  # "فك قيد الأسرى"
    let_go = s.any_word(s.begin, s.end, _PRISONS_OR_FREEDOM) is not None
    if let_go and s.any_word(s.begin, s.end, _PRISONS) is not None:
        for k in range(s.begin, s.end - 3):
            if s.word(k) in _WENT and (at := s.any_word(k + 1, k + 5, _PRISONS)) is not None and s.word(at - 1) == "من":
                yield k, None  # "إذا خرجت أخواتنا من السجون"
                break
    at = s.any_word(s.begin, s.end, _FREEDOM) if let_go else None
    if at is not None and s.any_word(at - 8, at, _GAINED) is not None:
        yield at, None  # "نال 90 أسيرا حريتهم"
    for k in s.places.get("freed", ()):
        if s.word(k + 1) in ("عنهم", "عنها", "عنه"):
            yield k, "happened"


def list_exchange(s: Sentence) -> Iterator[Found]:
    for k in s.places.get("list", ()):
        w = s.word(k).removeprefix("و").removeprefix("ال")
        if w.startswith(("كشف",)):
            continue
        named = (
            s.any_word(k + 1, k + 4, joinable("اسماء باسماء الاسماء")) is not None
            or s.near(k, "captive", after=4) is not None
        )
        moved = s.near(k, "release_v", "enter", "swap", before=6, after=10) is not None or s.any_word(
            k - 6, k + 10, joinable("سلمت سلم تسلم تسلمت تلقت تسليم تبادل سلما")
        )
        if named and moved:
            yield k, None


_UNABLE = joinable("تتمكن يتمكن يتمكنوا تعذر تعذرت يتعذر عجز عجزت تعجز تستطع يستطع")
_HINDERED = joinable(
    "منع وقف عرقله تعطيل اعاقه اعاق اعاقت عرقل عرقلت منعت عطل عطلت يعيق تعيق يعرقل تعرقل يمنع تمنع بمنع"
)
_ENTERING = ("enter", "enter_v", "return_")


_GIVES = joinable("تخصيص خصص خصصت رصد رصدت تبرع تبرعت تعهد تعهدت")
_FOR_THEM = joinable("لمساعده للنازحين للاجئين لاغاثه للمتضررين للمنكوبين لدعم")


_GAVE = joinable("حول حولت صرف صرفت منحت قدم قدمت ارسل ارسلت وزع وزعت سلم سلمت رست تلقت تلقي تسلم تسلمت")
_PLEDGED = joinable("تعهد تعهدت اقر اقرت يقر تقر قرر قررت خصص خصصت وعد وعدت حزمه بحزمه لحزمه برنامج منح")


def aid_delivery(s: Sentence) -> Iterator[Found]:
    gives = s.any_word(s.begin, s.end, _GIVES)
    if gives is not None and (whom := s.any_word(gives + 1, gives + 12, _FOR_THEM)) is not None and (
        any(s.word(j).startswith(("دولار", "يورو", "مليون", "ملايين")) for j in range(gives + 1, whom))
    ):  # fmt: skip
        yield gives, "planned"  # "تخصيص 90 مليون يورو لمساعدة النازحين"
    for k in s.places.get("aid", ()):
        if s.word(k) in ("للمساعده", "المساعده", "لمساعده", "بمساعده"):
            continue
        if "مساعدات" in s.word(k) and not s.words.negated(k):
            given = s.any_word(k - 9, k, _GAVE)
            if given is not None:
                yield k, "happened"  # "حول الاتحاد مساعدات جديدة"
                continue
            if s.any_word(k - 9, k, _PLEDGED) is not None:
                yield k, "planned"  # "أعلنت اليابان حزمة مساعدات طارئة", "أقر المجلس مساعدات"
                continue
        near = s.near(k, *_ENTERING, before=7, after=7)
        if near is None:
            near = s.near(k, "hand_over", before=4, after=0)  # "قدمت مساعدات"
        hindered = s.near(k, "obstruct", "obstruct_v", before=6, after=4)
        if near is not None and hindered is None:
            hindered = s.any_word(k - 6, near, _UNABLE)
        if near is not None and hindered is None:
            yield near, None
    for k in s.all(*_ENTERING):
        if (
            (
                s.near(k, "aid", before=10, after=14) is not None
                and s.near(k, "obstruct", "obstruct_v", before=6, after=6) is None
            )
            and s.verb(k)
            and s.word(k) != "عبر"  # "through" far more often
            and s.any_word(k, k + 3, joinable("ما")) is None
        ):
            yield k, None


def _hindered(s: Sentence, k: int) -> bool:
    """Whether the evacuation at word k was stopped ("منع ⟦إجلاء⟧ الجرحى"): aid obstructed, and no evacuation."""
    return k > s.begin and s.word(k - 1) in _HINDERED


def aid_obstructed(s: Sentence) -> Iterator[Found]:
    for k in s.places.get("evacuate", ()):
        if _hindered(s, k):
            yield k, None
    for k in s.places.get("aid", ()):
        if s.any_word(k - 4, k + 6, _UNABLE) is not None and s.near(k, *_ENTERING, before=6, after=6) is not None:
            yield k, "happened"  # "لم تتمكن القوافل من الوصول"
            return
    for k in s.all("obstruct", "obstruct_v"):
        if s.words.negated(k):
            continue
        if s.near(k, "aid", before=4, after=8) is not None or (
            s.near(k, "passage", before=5, after=4) is not None and s.near(k, "aid", before=8, after=8)
        ):
            yield k, None


_WHOM_THEY_HELD = joinable("اسره اسرته احتجزه احتجزته اختطفه اختطفته خطفه خطفته تحتجزه يحتجزه اسروه خطفوه احتجزوه")
_HIS_WAY = joinable("سبيل سبيله سبيلهم سبيلها")
_NOT_AWAY = _HIS_WAY | joinable("مسؤوليه ساحته")
_NO_PEOPLE = these("المرافق المقار المقرات المنشات الساحات الشوارع المواقع الثكنات")
_THEIR_POSTS = joinable("مواقع مواقعها مواقعهم المواقع قوات القوات مقر مقار مقراتها ميليشيات المتمردين")
_TAKEN_OUT = joinable(
    "المدنيين مدنيين الجرحي جرحي المرضي مرضي العائلات عائلات السكان سكان المقاتلين مقاتلين المسلحين مسلحين العالقين الاطفال "
    "الرعايا المصابين النساء المحاصرين"
)


def evacuation(s: Sentence) -> Iterator[Found]:
    for k in s.places.get("evacuate", ()):
        if s.any_word(k + 1, k + 4, _NOT_AWAY) is not None or _hindered(s, k):
            continue
        if s.verb(k) and (s.word(k + 1) == "عن" or s.any_word(k + 1, k + 3, _THEIR_POSTS) is not None):
            continue  # "تخلى عن طموحاته", "أخلت مواقعها"
        if s.word(k + 1) in _NO_PEOPLE:
            continue  # "إخلاء المرافق العامة"
        if "اخراج" in s.word(k) and s.any_word(k + 1, k + 4, _TAKEN_OUT) is None:
            continue  # "إخراج المسرحية", "إخراج البلاد من الأزمة"
        yield k, None
    for k in s.places.get("passage", ()):
        at = s.any_word(k - 14, k, _WENT)
        if at is not None and s.any_word(at + 1, at + 6, _TAKEN_OUT) is not None:
            yield at, None  # "خرجت دفعة من المدنيين عبر الممر الآمن"
