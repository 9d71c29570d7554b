"""Of answers: the rules for proposals, what was answered to them, conditions and agreements.

Danger: a plan merely named read as an offer; "فشل في التوصل إلى اتفاق" read as a deal.
Duty: one rule a kind; each yields the word it hangs on and, where the words alone fix it, the status.
"""

from collections.abc import Iterator

from wasata.listen.ar.lexicon import NEG, joinable, these
from wasata.listen.ar.noun_phrases import can_speak
from wasata.listen.ar.scene import Found, Sentence


def proposal(s: Sentence) -> Iterator[Found]:
    for k in s.places.get("propose", ()):
        if (
            not s.words.negated(k)
            and (
                s.near(k, "truce", "deal", "proposal", "ceasing", "extend", "release", "swap", before=6, after=8)
                is not None
            )
        ) or (s.verb(k) and "قترح" in s.word(k)):
            yield k, "happened"
    for k in s.places.get("proposal", ()):
        if any(s.word(j).lstrip("وف") in ("لم", "لن") for j in range(max(s.begin, k - 4), k)):
            continue
        if s.word(k - 1) == "علي" and s.word(k - 2).startswith(("رد", "الرد", "بالرد")):
            continue  # "سلمت ردها على المقترح"
        if s.near(k, "hand_over", "release_v", "propose", before=5, after=2) is not None or (
            not s.words.definite[k] and any(
                2 < j - k <= 4 and s.word(j).endswith(("ته", "تها", "مه", "مها", "حه", "حها")) and not s.words.sign[j - 1]
                for j in (*s.places.get("hand_over", ()), *s.places.get("propose", ()))
            )
        ):  # fmt: skip
            yield k, "happened"  # "مقترحا دوليا بالهدنة قدمته اللجنة"
        elif ("قترح" in s.word(k) and s.near(k, "swap", before=2, after=0) is not None) or s.word(k - 1).lstrip(
            "ون"
        ) == "تبادل":
            yield k, "ongoing"
        elif (
            "بادر" in s.word(k)
            and k + 1 < s.end
            and not s.words.definite[k]
            and k + 1 in s.words.mention
            and s.words.mention[k + 1][0].party is not None
        ):
            yield k, "happened"  # "مبادرة موسكو"
        elif s.word(k).lstrip("و") in ("عرض", "عرضا") and k + 1 < s.end and not s.verb(k) and (
            s.words.value[k + 1] >> 20 & 63 or (k + 1 in s.words.mention and s.words.mention[k + 1][0].party is not None)
        ) and s.near(k, "talks", "truce", "deal", "release", "captive", "ceasing", before=10, after=12) is not None:  # fmt: skip
            yield k, "happened"  # "عرض الحركة الإفراج عن…"
        elif "قترح" in s.word(k) and k + 1 < s.end and not s.words.definite[k] and can_speak(s.words, k + 1):
            yield k, "happened"
        elif s.word(k).endswith(("ته", "تها", "حه", "حها")) and s.any_word(k + 1, k + 9, _TO_END_IT) is not None:
            yield k, "happened"  # "خطته لإنهاء الصراع"


_TO_END_IT = joinable("لانهاء لوقف للسلام لحل السلام الصراع الحرب النزاع الازمه القبول قبولا")
_MATTERS = ("truce", "deal", "proposal", "extend", "release", "ceasing", "talks", "condition", "swap")
_IF = joinable("اذا لو")
_PARLIAMENT = joinable("النواب البرلمان الشيوخ الكنيست الكونغرس الشوري التشريعي")


def acceptance(s: Sentence) -> Iterator[Found]:
    for k in s.all("accept", "accept_v"):
        if (
            s.words.negated(k)
            or s.any_word(k - 1, k, _IF) is not None
            or (s.words.value[k] >> 16 & 3 == 2 and not s.verb(k))  # "اشترط ⟦للقبول⟧ بهدنة": not accepted yet
            or s.any_word(k + 1, k + 4, _PARLIAMENT) is not None
            or (s.word(k).startswith(("قبل", "وقبل")) and not s.word(k).startswith(("قبلت", "وقبلت", "قبلوا")))
        ):
            continue
        theirs = 5 if s.word(k).endswith(("تها", "ته")) else 1  # "رحبت بالمبادرة وأبدت موافقتها"
        if s.near(k, *_MATTERS, before=theirs, after=9) is not None or (
            s.verb(k) and (at := s.any_word(k + 1, k + 14, joinable("علي"))) is not None
            and s.near(at, *_MATTERS, "resume", before=0, after=4) is not None
        ):  # fmt: skip
            matter = s.near(k, "deal", "truce", "proposal", before=0, after=2)
            if not s.verb(k) and not (
                k + 1 < s.end
                and (can_speak(s.words, k + 1) or s.word(k).endswith(("ها", "ته", "هم")) or matter is not None)
            ):
                continue
            yield k, "happened"
            continue
        at = s.any_word(k + 1, k + 8, joinable("علي"))
        if at is not None and _side(s, k - 3 if s.verb(k) else k + 1, at) and s.near(k, "reject", before=4) is None:
            yield k, "happened"  # "موافقة مصر على تسيير رحلات"
    for k in s.places.get("comply", ()):
        if not s.words.negated(k) and s.any_word(k + 1, k + 9, _ASKED) is not None and _side(s, k - 2, k + 8):
            yield k, "happened"  # "استجابت الحكومة لطلب…"


_ASKED = joinable("لطلب طلب لمطالب مطالب لمطلب مطلب لشروط للطلب للشروط للمطالب")


def _side(s: Sentence, start: int, stop: int) -> bool:
    """Whether a side is named, by its name or its nation's adjective, from word `start` to `stop`."""
    sides = s.words.mention
    return any(
        (j in sides and sides[j][0].party is not None and sides[j][0].what != "outlet") or s.words.value[j] >> 20 & 63
        for j in range(max(s.begin, start), min(s.end, stop))
    )


_OBJECTS = joinable(
    "دعوه دعوات دعوته دعوتها طلب طلبا اقتراح التفاوض تفاوض الاستسلام استسلام التنازل الحوار التفرد "
    "مطالبه مطالبها مطالبهم شروطه شروطها شروطهم طلبه طلبها مقترحه مقترحها مبادرته مبادرتها عرضه عرضها "
    "مطالب شروط شرط مطلب محاولات محاوله وصايه الوصايه تهجير التهجير مبادره المبادره عوده انسحاب الانسحاب"
)


def rejection(s: Sentence) -> Iterator[Found]:
    for k in s.all("reject", "reject_v"):
        if s.words.negated(k) or any("اتهام" in s.word(j) for j in range(k + 1, k + 4)):
            continue
        if (
            s.near(k, *_MATTERS, before=0, after=5) is not None
            or s.any_word(k + 1, k + 6, _OBJECTS) is not None
            or (s.truces and min(abs(t - k) for t in s.truces) < 8)
        ):
            yield k, "happened"
        elif s.verb(k) and s.word(k + 1) in _THAT_THING and (
            s.near(k, *_MATTERS, before=25, after=0) is not None or any(0 < k - t < 25 for t in s.truces)
        ):  # fmt: skip
            yield k, "happened"  # "طلبوا هدنة، لكن السلطات رفضت ذلك"
    for k in s.places.get("refusing", ()):
        yield k, "happened"
    for k in (*s.truces, *s.places.get("talks", ())) if "لسنا" in s.words.folded.text else ():
        if s.any_word(k - 3, k, _WE_ARE_NOT) is not None:
            yield k, "happened"  # "لسنا مع هدنة…"
    for k in s.places.get("turn", ()):
        if s.word(k).lstrip("وف") == "لن" and s.word(k + 1)[1:] in (
            "قبل",
            "وافق",
            "سمح",
            "وقع",
            "شارك",
            "فاوض",
            "تفاوض",
        ):
            yield k, "happened"


_THAT_THING = these("ذلك هذا هذه الامر الفكره")
_WE_ARE_NOT = joinable("لسنا")
_UNLESS = these("اذا بعد بعدما في عند")


_NAMELESS = these("الكشف كشف ذكر نشر اغفال حجب السريه الافصاح")
_IS_READY = joinable(
    "استعدادها استعداده استعدادهم مستعد مستعده مستعدون استعداد جاهزيتها جاهزيه جاهز جاهزه جاهزون يمكن سيوافق ستوافق"
)
_ONLY_BY = these("بامر بموافقه باذن بقرار بشروط بضمانات")
_WE_WOULD = joinable(
    "نفرج سنفرج نطلق سنطلق نسلم سنسلم اسلم ساسلم نوقف سنوقف نوافق سنوافق نلتزم سنلتزم اعطي اعطيهم اعطيكم ساعطي نعطي نعطيهم "
    "سنعطي سنعطيهم نقبل سنقبل نعيد سنعيد اطلق ساطلق افرج سافرج ننسحب سننسحب"
)
"""What one offers in return: "إذا خرج أسرانا نفرج عن أسراهم"."""


def condition(s: Sentence) -> Iterator[Found]:
    for k in s.all("turn", "condition"):
        w = s.word(k)
        bare = w.lstrip("و")
        if (
            bare == "الا"
            and s.word(k + 1) in _UNLESS
            and (
                any(s.words.has(j, NEG) for j in range(max(s.begin, k - 14), k))
                or s.near(k, "reject_v", "reject", before=16, after=0) is not None
            )
        ):
            if s.word(k + 1) != "في" or s.word(k + 2).startswith("حال"):
                yield k, "happened"
        elif (
            bare == "الا"
            and s.word(k + 1) in _ONLY_BY
            and any(s.words.has(j, NEG) for j in range(max(s.begin, k - 8), k))
        ):
            yield k, "happened"  # "لن تحصل إلا بأمر من الرئيس"
        elif bare[:5] in ("مشروط", "مرهون"):
            if s.word(k + 1)[:1] == "ب":
                yield k, "happened"  # "عقد اللقاء ⟦مشروط⟧ باتفاق نهائي"
        elif bare in ("شريطه", "بشرط", "شرط") and s.any_word(k + 1, k + 3, _NAMELESS) is not None:
            continue  # "شريطة عدم الكشف عن هويته": nothing of the talks
        elif w.lstrip("وكبل").startswith("شروط") and (
            w.endswith(("شروطها", "شروطه", "شروطهم"))
            or w.startswith(("كشروط", "وكشروط"))
            or (not s.words.definite[k] and k + 1 < s.end and can_speak(s.words, k + 1) and s.words.definite[k + 1])
        ):
            yield k, "happened"  # "على شروطها", "كشروط لقبول", "شروط المتمردين"
        elif "شروط" in w and (
            (w in ("بشروط", "وبشروط") or s.word(k - 1) in ("وفق", "ضمن", "وفقا"))
            or (not s.words.definite[k] and k + 1 < s.end and _side(s, k + 1, k + 2))
        ):
            yield k, "happened"  # "وفق شروط أهمها…", "شروط الحركة"
        elif (
            bare in ("بشرط", "شريطه", "مشترطا", "مشترطه")
            or (bare in ("شرط",) and s.word(k + 1) == "ان")
            or (s.verb(k) and k in s.places.get("condition", ()))
            or (
                w == "ما" and s.word(k + 1) == "لم" and any(s.words.has(j, NEG) for j in range(max(s.begin, k - 16), k))
            )
            or (
                w == "حتي"
                and s.word(k + 1)[:1] in "يت"
                and s.word(k + 1) not in ("", "تاريخه")
                and any(s.word(j).lstrip("وف") == "لن" for j in range(max(s.begin, k - 14), k))
            )
            or (
                w == "الي"
                and s.word(k + 1) == "ان"
                and s.any_word(k - 8, k, joinable("تاخير تاجيل تعليق ارجاء وقف")) is not None
            )
            or (w == "اذا" and s.any_word(k - 14, k, _IS_READY) is not None)
            or (w == "اذا" and s.any_word(k + 2, k + 26, _WE_WOULD) is not None)
        ):
            yield k, "happened"


_SIGNED = joinable("الموقع الموقعه المبرم المبرمه موقع مبرم المبرمين")


def _which_was_signed(s: Sentence, k: int) -> bool:
    for j in range(k + 1, min(s.end - 2, k + 9)):
        if s.word(j) in ("الذي", "التي"):
            return s.word(j + 1) in ("تم", "جري") and s.near(j, "reach", before=0, after=4) is not None
    return False


_WAS_REACHED = joinable("تم جري بعد عقب اثر منذ فور اعلن اعلنت اعلان")
_FAILED_TO = joinable("فشل فشلت فشلوا اخفق اخفقت اخفقوا اخفاق تعذر")
_DONE = these("يتم تتم يجر تجر يجري")
_NOT_REACHED = joinable("عدم تعثر دون بدون")


def agreement(s: Sentence) -> Iterator[Found]:
    for k in s.places.get("deal", ()):
        near = s.near(k, "reach", before=5, after=4)
        if near is None and s.word(k - 1) != "الي":
            far = s.near(k, "reach", before=14, after=0)
            if far is not None and s.verb(far) and ("وقع" in s.word(far) or "برم" in s.word(far)):
                near = far  # "وقع رئيس الدولة وزعيم المتمردين اتفاق سلام"
        if near is None and s.word(k - 1) == "الي":
            near = s.near(k, "reach", before=16, after=0)  # "توصلت الحكومة والمتمردون، الليلة، إلى اتفاق"
        if s.any_word(k + 1, k + 3, _SIGNED) is not None or _which_was_signed(s, k):
            yield k, "happened"  # "اتفاق السلام الموقع في الجزائر", "الاتفاق حول كذا، الذي تم توقيعه"
            continue
        if near is None and s.word(k - 1) == "علي":
            far = s.near(k, "reach", before=30, after=0)
            if far is not None and s.verb(far) and "وقع" in s.word(far):
                near = far  # "وقعت أطراف النزاع، بعد سنوات، على اتفاق"
        if near is None:
            if s.word(k - 1) == "الي" and s.word(k - 2).endswith("وصول") and not s.words.definite[k]:
                done = s.any_word(k - 5, k - 2, _WAS_REACHED) is not None
                yield k, "happened" if done else "possible"  # "للوصول إلى اتفاق"
                continue
            if s.words.value[k] >> 16 & 3 == 2 and s.word(k - 1).startswith("مستعد"):
                yield k, "possible"
            if s.word(k) in ("الاتفاق", "اتفاق") and s.word(k - 1).lstrip("و") in ("تم", "جري", "يتم"):
                yield k, None
            continue
        if s.near(near, "reject", "reject_v", before=5, after=0) is not None:
            continue  # "رفض التوقيع على اتفاق"
        if near < k and not s.verb(near):
            failed = s.any_word(near - 5, near, _FAILED_TO) is not None
            if failed or s.any_word(near - 2, near, _NOT_REACHED) is not None:
                yield k, "denied" if failed else "possible"  # "فشل في التوصل إلى اتفاق", "عدم التوصل إلى اتفاق"
                continue
        if near < k and not s.verb(near) and s.word(near - 1) in _DONE and s.word(near - 2).endswith(("لم", "لن")):
            yield k, "denied"  # "لم يتم التوصل إلى اتفاق"
            continue
        if near < k and not s.verb(near) and s.words.value[near] >> 16 & 3 == 2 and "توصل" not in s.word(near):
            yield k, "possible"  # "لإبرام الاتفاق"
            continue
        if (k > s.begin and s.word(k - 1) in ("حول", "بنود")) or s.words.negated(near):
            if s.word(near - 1).endswith("لم"):
                yield k, "denied"
            continue
        if near < k and s.verb(near) and s.words.value[k] >> 16 & 3 == 2:
            yield near, None  # "توصلت لاتفاق"
            continue
        if near > k and s.word(near - 1) in ("تم", "جري", "جرى"):
            yield k, "happened"  # "تنفيذا لاتفاق السويد الذي تم التوصل إليه"
            continue
        if s.near(k, "truce", "ceasing", before=0, after=1) is not None and s.near(k, "breach", before=3, after=0):
            continue
        yield k, None
    for k in s.places.get("reach", ()):
        if "تفق" in s.word(k) and s.verb(k) and not s.words.negated(k) and s.word(k - 1) not in ("ما",):
            yield k, None
