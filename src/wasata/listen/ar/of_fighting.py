"""Of fighting: the rules for attacks, escalation and blackouts.

Danger: "وقف العدوان" read as an attack.
Duty: one rule a kind; each yields the word it hangs on and, where the words alone fix it, the status.
"""

from collections.abc import Iterator

from wasata.listen.ar.forms import EVENT_SHIFT
from wasata.listen.ar.lexicon import NAME, NEG, PREP, REL, TIME, joinable, these
from wasata.listen.ar.noun_phrases import can_speak
from wasata.listen.ar.of_truces import FREED
from wasata.listen.ar.scene import Found, Sentence

_STOP = joinable("وقف انهاء لوقف بوقف اوقفت اوقف توقف انهت لانهاء تجنب تفادي لتفادي لتجنب منع التوقف وقفا ايقاف")
_BY = joinable("علي ضد الذي التي شنته شنتها نفذته نفذتها تشنها يشنها قادتها قادها تتعرض")


_WAGED = _BY - these("الذي التي")


_AT = these("علي عليه عليها عليهم باتجاه تجاه صوب نحو في")
_FELL = joinable("سقوط سقطت سقط تسقط سقطوا بسقوط انفجرت انفجر زرع بزرع زرعت زرعها تساقط اطلقت اطلق") - joinable(
    "اطلقت اطلق"
)
_EXCHANGED = joinable("تبادل لتبادل بتبادل تبادلت تبادلوا يتبادل تتبادل")
_USED = joinable("استخدم استخدمت استخدموا استخدام باستخدام تستخدم يستخدم")
_HEARD = joinable("سماع سماعهم سمع سمعت سمعوا دوي")
_CLAIMED = joinable("تبني تبنت يتبني تتبني تبنيها تبنيه مسؤوليتها مسؤوليته")
_LAID = these("فرضته فرضتها تفرضه يفرضه فرضه المفروض الذي")
_DONE = joinable("نفذها نفذتها نفذت تنفذها ينفذها شنتها شنها في ضد علي اطلقتها اطلقها")
_LAYS = joinable("يفرض تفرض يفرضون فرضهم فرضها فرضه تشدد يشدد")
_CAMPAIGN = joinable("حمله الحمله حملات الحملات")
_BY_WHOM = joinable("بنيران برصاص بنيرانها ايدي بايدي")
_HANDS = these("يد ايدي")
_ARMED = joinable(
    "المسلحون مسلحون مسلحو المتمردون متمردون الجيش جيش القوات قوات الاحتلال المستوطنون مستوطنون المهاجمون مهاجمون الجنود "
    "جنود المتشددون متشددون الارهابيون ارهابيون الميليشيات ميليشيات المليشيات مليشيات مقاتلو المقاتلون مقاتلون عناصر انتحاري"
)


_CALLED = joinable("مستشفي المستشفي مدرسه شارع مخيم حي دوار مسجد مشفي لمستشفي بمستشفي")
_CEASES = joinable("تتوقف يتوقف توقفت تكف يكف كف الكف التوقف الامتناع تمتنع يمتنع")
_FEARED = joinable("خوفا خشيه تحسبا")
_DAMAGED = joinable(
    "تضرر تضررت تضرروا اضرار دمر دمرت دمار خلف خلفت خلفها خلفته اوقع اوقعت حصد حصدت اودي اودت ادت حصيله ضحايا "
    "قتلي قتل مقتل جرحي مقتلهم ضحاياها ضحاياه شرد شردت"
)
"""Beside fighting: it did harm, so it was no mere name."""


_ONE_ATTACK = (
    "هجوم",
    "هجمات",
    "قصف",
    "غار",
    "ضربات",
    "ضربه",
    "تفجير",
    "انفجار",
    "اعتداء",
    "توغل",
    "مجزر",
    "كمين",
    "اغتيال",
    "اقتحام",
)
_OF_WORDS = joinable(
    "السياسي السياسيه الاعلامي الاعلاميه الكلامي اللفظي اللاذع الاقتصادي الدبلوماسي الالكتروني لاذعا لاذع حادا كلاميا لفظيا "
    "اعلاميا سياسيا كلامي لفظي"
)
_ASKED_OF = joinable("لصد صد ضد لمنع لردع ردع مواجهه لمواجهه مكافحه احتمال خطر تهديد")
_GAS = these("الغاز غاز المسيل المسيله صوتيه الصوتيه صوت الصوت دخانيه الدخانيه مضيئه ضوئيه")


def _armed(s: Sentence, k: int) -> bool:
    """Whether an armed body stands at word k with those it killed after it."""
    if k + 1 >= s.end or s.word(k) not in _ARMED:
        return False
    return s.words.kind[k + 1] & PREP == 0 or s.word(k).endswith("ون")


def _killed_some(s: Sentence, k: int) -> bool:
    """Whether forces named right before the verb at word k killed those counted after it."""
    nxt = s.word(k + 1)
    return (
        s.word(k).endswith("قتلت")
        and s.any_word(k - 3, k, _FORCES) is not None
        and (nxt[:1].isdecimal() or (nxt.endswith("ا") and not s.words.definite[k + 1]) or nxt in _SOME)
    )


_FORCES = joinable("القوات قوات قواته قواتها قواتنا وحدات طائرات الشرطه شرطه دوريه ميليشيا مليشيا")
_SOME = these("اثنين ثلاثه اربعه خمسه سته سبعه ثمانيه تسعه عشره عشرات احد")


def _violence(s: Sentence, k: int) -> bool:
    """Whether the violence noun at word k is not one to be stopped, and somebody does or suffers it."""
    if s.word(k) == "عدوان" and (s.words.has(k - 1, NAME) or s.any_word(k - 3, k - 1, _CALLED) is not None):
        return False  # "مستشفى كمال عدوان": a name
    if s.word(k - 1) == "عن" and s.any_word(k - 6, k - 1, _CEASES) is not None:
        return False  # "أن تتوقف عن الهجمات"
    if s.any_word(k - 3, k, _STOP) is not None or s.any_word(k - 2, k, _FEARED) is not None:
        return False
    nxt = k + 1
    if nxt >= s.end:
        return s.words.page.sentences is not None and not s.words.definite[k]
    if s.words.value[nxt] >> 20 & 63 or can_speak(s.words, nxt) or nxt in s.words.mention:
        return True
    if k + 2 < s.end and (
        s.words.value[k + 2] >> 20 & 63 or (k + 2 in s.words.mention and s.word(k + 1) not in ("في",))
    ):
        return True
    if s.any_word(k + 1, k + 4, _BY) is not None or s.words.has(nxt, REL):
        return True
    if k and (s.words.value[k - 1] >> EVENT_SHIFT & 127 and s.verb(k - 1)):
        return True
    if s.words.definite[k]:  # the one told of before: "وأسفر ⟦الهجوم⟧ عن مقتل ثلاثة"
        return s.word(k).lstrip("وفبلك").removeprefix("ال").startswith(_ONE_ATTACK) and (
            s.any_word(k + 1, k + 3, _OF_WORDS) is None and s.any_word(k - 3, k, _ASKED_OF) is None
        )
    return s.any_word(k + 1, k + 3, joinable("الخارجيه السياسي")) is None


_PROTESTERS = joinable(
    "المتظاهرين المظاهرات المحتجين الاحتجاجات المفرط الثوار المسيرات التظاهرات بالرصاص الدموي العنيف"
)
_WERE_FIRED = joinable("اطلقت اطلق اطلقتها اطلقها اطلقوها اصاب اصابت استهدف استهدفت")
_OPENED = joinable("فتح فتحت فتحوا يفتح فتحا")
_PELTED = joinable("رشق رشقت رشقوا يرشق يرشقون رشقوها القي القت القوا القاء بالقاء رمي رموا زرعوا يزرعها يزرع تزرع")
_NAMES_A_PLACE = joinable(
    "قواعد فض مناطق منطقه ساحه ساحات ارض ميدان ميادين جبهه جبهات خط خطوط اماكن مكان قرب محاور مظاهر وقوع احتمال خطر نطاق"
)
"""Before "الاشتباكات": where or whether, not that there were any."""
_CLASHED = joinable(
    "خاض خاضت خاضوا يخوض تخوض يخوضون تخوضها يخوضها خاضها خاضتها شهدت شهد تشهد يشهد شهدتها شهدها تشهدها يشهدها اندلعت اندلع "
    "اندلاع تندلع دارت تدور دائره الدائره وقعت نشبت تجددت تجدد اتسعت احتدمت تستمر استمرت استمرار تتواصل تواصلت متواصله مستمره "
    "عنيفه ضاريه شرسه طاحنه مسلحه المسلحه داميه الداميه العنيفه عنيف ضار الضاريه متقطعه قويه بين مع ضد جرت تجري اسفرت ادت"
)
_FIGURATIVE = joinable(
    "انتخابيه الانتخابيه سياسيه السياسيه قضائيه قانونيه القانونيه اعلاميه الاعلاميه دبلوماسيه كلاميه اقتصاديه الاقتصاديه بارده "
    "البارده تجاريه التجاريه نفسيه النفسيه الاسعار اسعار الفساد الارهاب المخدرات عالميه العالميه شوارع العصابات الاستنزاف"
)
_IN_WHICH = joinable("في اعمال احداث جراء بسبب نتيجه موجه خلال")
_HARMED = joinable("مقتل قتل قتلت ضحايا الضحايا القتلي قتلي قتيل قتيلا مصرع سقوط اصابه جرحي")
_FIERCE = joinable("عنيفه مسلحه داميه ضاريه اندلعت اندلاع وقعت دارت شهدت شهدتها شهدها بين ضد")
_BETWEEN = joinable("بين")
_AGAINST = joinable("علي ضد")
_IN_A_WAR = joinable("بين علي ضد مع")
_WAGING = joinable("خاض خاضت يخوض تخوض شهدت شهد تشهد اندلعت اندلع اندلاع دارت تدور يشهد تخوضها يخوضها خوض يخوضون")


def _clash(s: Sentence, k: int, w: str) -> bool:
    """Clashes, battles and wars that the sentence says there were: "غداة اشتباكات بين…", "تشهد حربا", "الحرب الروسية على…"."""
    if s.any_word(k + 1, k + 3, _FIGURATIVE) is not None or s.word(k - 1) in _NAMES_A_PLACE or s.words.negated(k):
        return False
    base = w.lstrip("بل").removeprefix("ال").removeprefix("ل")
    if base == "اشتباكات":
        return True
    if base in ("تقاتل", "اقتتال"):
        return s.any_word(k + 1, k + 4, _BETWEEN) is not None or not s.words.definite[k]
    if base.startswith(("معارك", "معرك", "مواجهات", "قتال")):
        if base.startswith("معرك") and s.words.definite[k]:
            return s.any_word(k + 1, k + 3, _IN_A_WAR) is not None
        near = s.any_word(k - 3, k + 4, _CLASHED)
        return near is not None and (
            base != "مواجهات" or s.words.definite[k] or s.any_word(k - 3, k + 4, _FIERCE) is not None
        )
    if base in ("حرب", "حربا"):
        if not s.words.definite[k] and k + 1 in s.words.mention and s.any_word(k + 2, k + 5, _AGAINST) is None:
            return False  # "مفاوضات حرب اليمن": its name
        at = s.any_word(k + 1, k + 10, _BETWEEN)
        at = s.any_word(k + 1, k + 5, _IN_A_WAR) if at is None else at
        nation = k + 1 < s.end and bool(s.words.value[k + 1] >> 20 & 63)
        if nation and s.words.definite[k]:
            return True  # "الحرب الروسية"
        return at is not None and (
            (at + 1 < s.end and (at + 1 in s.words.mention or can_speak(s.words, at + 1)))
            or s.any_word(k - 3, k, _WAGING) is not None
        )
    if base in ("عمليه", "عمليات"):
        at = s.any_word(k + 1, k + 2, _OF_ARMS)
        return (
            at is not None and at + 1 < s.end and bool(s.words.value[at + 1] >> 20 & 63)
        )  # "العملية العسكرية الروسية"
    return False


_OF_ARMS = joinable("العسكريه عسكريه القتاليه البريه")


_STRUCK = ("قصف", "هاجم", "ستهدف", "قتحم", "غتل", "غتال", "شن", "داهم", "غز", "فجر")
"""Verbs of attacking, without their first letter in the present: denied, they tell of an attack that was not."""


def _by_arms(s: Sentence, k: int) -> bool:
    """Whether an army or the like stands right before the verb at word k: "إن الجيش الإسرائيلي ضرب…"."""
    return s.any_word(k - 3, k, _STRIKERS) is not None


_STRIKERS = joinable("الجيش جيش القوات قوات الطيران طيران طائرات الطائرات مقاتلات المدفعيه مدفعيه")


def attack(s: Sentence) -> Iterator[Found]:
    for k in s.places.get("attack", ()):
        w = s.word(k)
        if (
            w.removeprefix("ال").removeprefix("و") in ("جرائم", "اباده")
            and s.near(k, "attack", after=3) is None
            and not s.any_word(k - 2, k, joinable("ارتكاب ارتكب ارتكبت"))
        ):
            continue
        if w.endswith("قمع") and s.any_word(k + 1, k + 4, _PROTESTERS) is None:
            continue  # "قمع وسائل الإعلام"
        of_words = s.any_word(k + 1, k + 3, _OF_WORDS)
        if of_words is not None and (of_words > k + 1 or s.words.definite[k] or not s.words.definite[of_words]):
            continue  # "هجوما لاذعا على الحكومة", but not "اغتيال الإعلامية"
        if w.lstrip("وفبلك").removeprefix("ال") == "مهاجمه" and not s.words.original(k).endswith("ة"):
            continue  # "مهاجمه الإسباني": their forward
        if _violence(s, k):
            yield k, None
    for k in s.places.get("attack_v", ()):
        w = s.word(k)
        if s.words.negated(k):
            if (
                s.verb(k)
                and s.word(k - 1).endswith("لم")
                and s.word(k - 2) != "ما"
                and w.lstrip("يت").startswith(_STRUCK)
            ):
                yield k, "denied"  # "قواته لم تقصف المستشفى"
            continue
        root = w.lstrip("وفسيتن")
        if (
            root.startswith(("سقط", "ضرب", "تعرض", "غير", "دمر", "فجر"))
            and s.near(k, "weapon", "attack", before=4, after=8) is None
            and not root.startswith("دمر")
            and not (root.startswith("ضرب") and s.words.bare_word[k].startswith("ضرب") and _by_arms(s, k))
        ):
            continue
        if root.startswith(("تعرض", "عرض")):
            at = s.near(k, "weapon", "attack", before=4, after=6)
            if at is None or (at < k and s.any_word(k + 1, k + 3, joinable("له لها لهم")) is None):
                continue  # "يتعرضون لظروف الشتاء"
        if root.startswith("غير") or (
            w.endswith("فجر") and k + 1 < s.end and (s.words.has(k + 1, TIME) or s.word(k + 1) == "الغد")
        ):  # "فجر الغد"
            continue
        if root.startswith("شن") and s.any_word(k + 1, k + 4, joinable("انتقادات لاذعا حادا كلاميا")) is not None:
            continue
        if root.startswith("شن") and s.any_word(k - 5, k, _CAMPAIGN) and s.near(k, "attack", before=6, after=6) is None:
            continue
        yield k, None
    for k in s.places.get("weapon", ()):
        if s.word(k + 1) in _GAS:
            continue  # tear gas
        if (
            (fired := s.near(k, "release_v", before=8, after=0)) is not None
            and "طلق" in s.word(fired)
            and s.near(k, "ceasing", before=6, after=0) is None
            and s.any_word(k + 1, k + 2, FREED) is None
        ):
            yield k, None
        elif (
            s.near(k, "release", before=4, after=0) is not None
            and s.near(k, "ceasing", before=6, after=0) is None
            and (s.word(k) != "النار" or s.word(k + 1) in _AT or s.any_word(k - 3, k - 1, _EXCHANGED) is not None)
        ):
            yield k, None  # "إطلاق ثلاثة صواريخ", "إطلاق النار على"
        elif (s.word(k) == "النار" and s.any_word(k - 2, k, joinable("اطلقت اطلق اطلقوا وفتحت فتحت")) is not None) or (
            s.near(k, "release", before=3, after=0) is not None and s.any_word(k - 4, k, _HEARD) is not None
        ):
            yield k, "happened"
        elif (
            (used := s.any_word(k - 7, k, _USED)) is not None
            and s.near(k, "ceasing", before=6, after=0) is None
            and (s.any_word(used, k + 6, joinable("ضد علي لتفريق بحق")) is not None)
        ):
            yield k, None  # "استخدمت القوات الرصاص لتفريق المتظاهرين"
        elif s.any_word(k - 3, k, _FELL) is not None or s.any_word(k + 1, k + 2, _FELL) is not None:
            yield k, None  # "سقوط صاروخ", "عدة صواريخ سقطت", "زرع ألغام"
        elif s.any_word(k + 1, k + 4, _WERE_FIRED) is not None:
            yield k, "happened"  # "صواريخ أطلقت من الجو أصابت ثلاث نقاط"
        elif s.word(k) == "النار" and s.any_word(k - 7, k, _OPENED) is not None:
            yield k, "happened"  # "فتح مسلحان صباح الاثنين النار"
        elif s.any_word(k - 4, k, _PELTED) is not None:
            yield k, None  # "رشقوا القوات بقنابل حارقة"
    for k in s.places.get("obstruct_v", ()):
        if "حاصر" in s.word(k) and s.any_word(k - 6, k + 4, _ARMED) is not None and not s.words.negated(k):
            yield k, None  # "القوات تحاصر المستشفى"
    for k in s.places.get("obstruct", ()):
        if "حصار" in s.word(k) and s.any_word(k + 1, k + 4, _LAID) is not None:
            yield k, None
        elif "حصار" in s.word(k) and s.any_word(k - 5, k, _LAYS) is not None and s.any_word(k - 8, k, _STOP) is None:
            yield k, "ongoing"  # "يفرض عليها الحوثيون حصارا"
    for k in s.places.get("fighting", ()):
        w = s.word(k).removeprefix("و").removeprefix("ف")
        if s.any_word(k - 3, k, _STOP) is not None:
            continue
        if w.lstrip("بل").removeprefix("ال").removeprefix("ل").startswith(("نزاع", "عنف")):
            if (s.any_word(k - 14, k, _HARMED) is not None and s.word(k - 1) in _IN_WHICH) or (
                s.any_word(k + 1, k + 4, _DAMAGED) is not None
            ):
                yield k, "happened"  # "مقتل 3440 شخصا جراء أعمال العنف", "نزاع أوقع آلاف القتلى"
            continue
        military = s.any_word(k + 1, k + 3, joinable("العسكريه عسكريه القتاليه البريه هجوميه الهجوميه")) is not None
        if _clash(s, k, w):
            yield k, "happened" if s.near(k, "killed", "killed_v", before=5, after=1) is not None else None
            continue
        if w.lstrip("بل").removeprefix("ال").startswith("عملي"):
            if military and s.any_word(k + 1, k + 5, _DONE) is not None:
                yield k, None
            elif s.word(k + 1) in ("التي", "الذي") and s.near(k, "killed", "killed_v", after=16) is not None:
                yield k, "happened"  # "العملية التي جرت … أدت إلى مقتل"
                continue
            if "عمليات" not in w or not military:
                continue
        if w.startswith(("حرب", "الحرب")):
            waged = s.near(k, "attack_v", before=2, after=3)
            if (waged is not None and "تعرض" not in s.word(waged)) or s.any_word(k + 1, k + 3, _WAGED) is not None:
                yield k, None
            elif s.any_word(k + 1, k + 3, _DAMAGED) is not None or (
                s.word(k - 1) in {"بسبب", "جراء", "نتيجه"} and s.any_word(k - 7, k, _DAMAGED) is not None
            ):
                yield k, "happened"  # "الحرب خلفت حصيلة مروعة"
            continue
        if s.word(k - 1) in {"بسبب", "جراء", "نتيجه"} and s.any_word(k - 8, k, _DAMAGED) is not None:
            yield k, "happened"  # "تضررت المستشفيات بسبب القتال"
            continue
        if w in ("مواجهه", "لمواجهه") and s.word(k - 1) in {"في", "من", "علي"}:
            continue  # "in the face of"
        if "معرك" in w and s.any_word(k + 1, k + 6, joinable("علي ضد")) is not None:
            yield k, None
        elif (
            w.startswith(("معرك", "معارك", "اشتباك", "المعارك", "الاشتباكات"))
            and s.any_word(k + 1, k + 14, _DAMAGED) is not None
        ):
            yield k, "happened"  # "خاض معركة سقط له فيها قتلى"
        elif s.near(k, "killed", "killed_v", before=5, after=6) is not None:
            yield k, "happened"
        elif (
            s.any_word(
                k - 4,
                k + 6,
                joinable(
                    "خضم مع اندلع اندلعت تجددت دارت استئناف باستئناف استمرار يستمر تواصل بين عنيفه عنيف ضاريه شرسه طاحنه"
                ),
            )
            is not None
        ):
            yield k, None
    for k in s.all("killed_v", "killed"):
        if "قتل" in s.word(k) and s.any_word(k - 5, k, _CLAIMED) is not None:
            yield k, "happened"  # "تبنت الحركة قتل شرطيين"
        elif (
            s.near(k, "attack", "weapon", before=14, after=14) is not None
            and s.near(k, "fighting", before=1, after=1) is None
        ):
            near = s.near(k, "attack", "weapon", before=14, after=14)
            if near is not None and s.any_word(near - 3, near, _STOP) is None:
                yield k, None if s.verb(k) and s.words.bare_word[k][0] in "يت" else "happened"
        elif "قتل" in s.word(k) and (
            s.any_word(k + 1, k + 8, _BY_WHOM) is not None
            or ((hand := s.any_word(k + 1, k + 8, _HANDS)) is not None and s.word(hand - 1) == "علي")
        ):
            yield k, "happened"  # "قتل ثلاثة على يد الجنود"
        elif s.verb(k) and "قتل" in s.word(k) and not s.words.negated(k) and (_armed(s, k + 1) or _killed_some(s, k)):
            yield k, "happened"  # "وقتل المسلحون ستة أشخاص", "القوات قتلت 11 مسلحا"
    for k in s.places.get("resume", ()):
        if (
            s.word(k) in ("باستئناف", "استئناف")
            and s.any_word(k + 1, k + 4, joinable("البريه القتال العسكريه الحرب العمليات القصف")) is not None
        ):
            yield k, None


_HARM = joinable(
    "قتل قتلت قتلوا قتلا مقتل مقتلهم قتلي قتيلا قتيلين قتيل جرح جرحي جريحا جرحوا اصيب اصيبت اصيبوا اصابه اصابات بجروح "
    "بجراح مصرع مصرعهم ضحايا ضحيه اسفر اسفرت اودي اودت استشهد استشهدت شهداء حتفهم"
)
_BEFORE_COURT = joinable(
    "محكمه المحكمه محاكمه المحاكمه التحقيق تحقيق تحقيقات التحقيقات متهم المتهم المتهمين متهمين بتهمه تهمه اتهام اتهامات "
    "قضيه لقضيه ادانه متورط المتورطين تورط ضالع ضلوع بالضلوع ذكري الذكري جريمه الجريمه المشتبه اعترافات مخطط محاوله "
    "محاولات بالتخطيط التخطيط "
    "فيلم الفيلم كتاب روايه"
)
"""In such a sentence an attack is what a court, an inquiry or a memory is about."""
_SUPPOSED = joinable("اذا لو يمكن ربما احتمال امكانيه يجب ينبغي لن خطر تهديد لمنع منع مواجهه لمواجهه مكافحه")
_COST = joinable("اسفر فاسفر اسفرت اودي فاودي اودت ادي فادي ادت خلف خلفت اوقع اوقعت")


def told(s: Sentence) -> bool:
    """Whether an attack is what the sentence tells, not one it only refers to ("منذ الهجوم", "التحقيق في الاغتيال")."""
    if s.any_word(s.begin, s.end, _BEFORE_COURT) is not None:
        return False
    words = s.words
    for k, _ in attack(s):
        concept = words.concept[k]
        if s.any_word(k - 5, k, _SUPPOSED) is not None:
            continue
        if concept in ("killed", "killed_v"):
            if not words.has(k - 1, REL):
                return True
        elif concept == "attack_v" and s.verb(k):
            goes_on = words.bare_word[k][0] in "يت" and not s.word(k).endswith("ت") and "تعرض" not in s.word(k)
            if not goes_on and not words.has(k - 1, REL):
                return True
        elif (
            concept in ("attack", "weapon")
            and s.any_word(k - 22, k + 23, _HARM) is not None
            and (concept == "weapon" or not words.definite[k] or s.any_word(k + 1, k + 9, _COST) is not None)
        ):
            return True
    return False


_WIDER = joinable("اقليميه شامله اوسع واسعه مفتوحه كبري")
_ON_THE_BRINK = joinable("شفا حافه خطر مخاطر خشيه مخاوف تخوف جر الانزلاق انزلاق اندلاع الي من توسع اتساع تجنب شبح")


def escalation(s: Sentence) -> Iterator[Found]:
    for k in s.places.get("fighting", ()):
        if "حرب" in s.word(k) and s.any_word(k + 1, k + 2, _WIDER) is not None and (
            s.any_word(k - 3, k, _ON_THE_BRINK) is not None
        ):  # fmt: skip
            yield k, "possible"  # "على شفا حرب إقليمية"
    for k in s.places.get("escalation", ()):
        if s.word(k).lstrip("و") == "صعده":
            continue
        if (
            (
                s.any_word(
                    k - 3,
                    k,
                    joinable("منع وقف خفض لخفض تجنب احتواء تفادي لوقف لمنع عدم بخفض مخاطر خطر وقفا لاحتواء"),
                )
                is not None
            )
            and s.word(k - 1).lstrip("ول") != "تمنع"
            and not any(s.words.has(j, NEG) for j in range(max(s.begin, k - 4), k))
        ):
            continue
        if s.any_word(k + 1, k + 3, joinable("التظاهرات الضغوط الضغط المظاهرات")) is not None:
            continue
        yield k, None
    yield from _sharpened(s)


_MORE_OF_IT = joinable(
    "اشتداد احتدام تكثيف مضاعفه تصاعد اشتد اشتدت احتدم احتدمت كثف كثفت كثفوا ضاعف ضاعفت يكثف تكثف تصاعدت تصاعد"
)


def _sharpened(s: Sentence) -> Iterator[Found]:
    """ "اشتداد القتال", "كثفت غاراتها", "ضاعفت الحركة هجماتها"."""
    for k in s.all("attack", "fighting"):
        at = s.any_word(k - 4, k, _MORE_OF_IT)
        if at is not None and s.near(at, "ceasing", before=3, after=0) is None:
            yield at, None


def blackout(s: Sentence) -> Iterator[Found]:
    for k in s.places.get("cut", ()):
        if (
            s.near(k, "lines", "contact", before=1, after=4) is not None
            and s.any_word(k + 1, k + 3, joinable("الطريق الطرق")) is None
        ):
            yield k, None
    for k in s.all("contact", "lines"):
        if (
            s.any_word(k - 10, k, joinable("يبق تعد بلا دون")) is not None
            and s.any_word(k, k + 6, joinable("العالم الخارجي تذكر")) is not None
        ):
            yield k, "ongoing"
