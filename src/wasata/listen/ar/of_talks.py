"""Of talks: the rules for talks, delegations, contacts, proposals, answers, conditions and agreements.

Danger: "لم تنهار المحادثات" read as a collapse.
Duty: one rule a kind; each yields the word it hangs on and, where the words alone fix it, the status.
"""

from collections.abc import Iterator

from wasata.listen.ar.lexicon import NEG, TITLE, joinable, these
from wasata.listen.ar.noun_phrases import can_speak
from wasata.listen.ar.scene import Found, Sentence

_EXISTS = joinable("هناك ثمه جوله جولات عقد عقدت برعايه جهود بوساطه تقودها يقودها خلف الكواليس")
_FURTHER = joinable("جديده ثانيه اخري اوسع ثالثه مقبله لاحقه رابعه")


_OTHER_THINGS = these("حرب قتال هدنه معارك اشتباكات ازمه صراع نزاع عدوان قصف اعمال عمليات حصار مواجهات")
"""What goes on in these goes on of itself: "المفاوضات لإنهاء الحرب المستمرة"."""


def _stalled(s: Sentence, k: int) -> bool:
    return s.near(k, "suspend", "slow", "resume", before=6, after=6) is not None


_TREATED = joinable(
    "تناولت تطرقت ركزت تركزت شملت تمحورت اسفرت افضت افضي تتناول تتطرق تركز تتركز ستتناول ستتطرق ستركز ستتركز تبحث ستبحث بحثت "
    "احرزت حققت"
)
_AFTER = these("بعد عقب اثر غداه")
_TALKED = joinable("بين مع شاقه مكثفه طويله عسيره ماراثونيه مضنيه صعبه استمرت دامت استغرقت")
_SOME_DAYS = these("يوم يوما يومين ايام اسبوع اسبوعا اسبوعين اسابيع شهر شهرا شهرين اشهر ساعه ساعات ساعتين سنوات جولات")
_DURING = these("بعد خلال اثر عقب طوال")
_TO_BE_HOSTED = ("talks", "round", "contact")


def _of_those_talks(s: Sentence, k: int, on: int) -> bool:
    """Whether what stands before "مستمرة" is only what the talks are about ("محادثات الهدنة مستمرة")."""
    if on - k not in (2, 3, 4) or s.words.definite[k] or s.words.definite[on]:
        return False  # "مفاوضات لإنهاء الحرب المستمرة": the war goes on
    return not any(
        w in "،,؛" or (w[:1] == "و" and w[1:].removeprefix("ال") in _OTHER_THINGS)
        for w in (s.word(j) for j in range(k + 1, on))
    )


def talks_continue(s: Sentence) -> Iterator[Found]:
    contacts = s.places.get("contact", ())
    for k in s.places.get("host", ()):
        what = s.near(k, *_TO_BE_HOSTED, before=6, after=7)
        if what is not None and not s.words.negated(k) and (what not in contacts or s.words.definite[what]):
            yield k, None  # "ستستضيف الصين اللقاء"
    for k in s.all("talks", "contact"):
        if s.word(k).lstrip("و").startswith("بوساط"):
            continue
        if (
            k not in contacts
            and s.word(k - 1) == "من"
            and s.word(k - 2) in _SOME_DAYS
            and s.any_word(k - 6, k, _DURING) is not None
        ):
            yield k, "happened"  # "بعد يومين من المفاوضات"
            continue
        on = s.near(k, "go_on", before=5, after=18)
        if on is None and k not in contacts:
            far = s.near(k, "go_on", before=13, after=0)
            on = far if far is not None and s.verb(far) and s.word(far).lstrip("و")[:1] in "يت" else None
        if on is not None and s.near(on, "reject_v", "reject", before=4, after=0) is not None:
            on = None  # "رفض مواصلة المحادثات"
        if (
            on is not None
            and s.word(on - 1).removeprefix("و").removeprefix("ال") in _OTHER_THINGS
            and not _of_those_talks(s, k, on)
        ):
            on = None
        if on is not None and not s.words.negated(on) and not (k in contacts and s.word(k - 1) == "خلال"):
            yield k, None
            continue
        if k in contacts:
            continue
        if s.words.definite[k] and (at := s.any_word(k + 1, k + 4, _TREATED)) is not None:
            told = s.words.bare_word[at]
            yield k, "planned" if told[0] == "س" else "happened" if told.endswith("ت") else "ongoing"
            continue  # "المحادثات تناولت الملف"
        if (
            s.word(k - 1).lstrip("و") in _AFTER
            and not s.words.definite[k]
            and s.any_word(k + 1, k + 6, _TALKED) is not None
        ):
            yield k, "happened"  # "بعد مفاوضات شاقة بين الطرفين"
            continue
        if s.any_word(k - 14, k, joinable("اجري اجريا اجرت اجروا")) is not None:
            yield k, "happened"
            continue
        if _stalled(s, k) or s.any_word(k, k + 6, _PUT_OFF) is not None:
            continue
        held = s.near(k, "broker", before=2, after=4) is not None or s.near(k, "round", before=3, after=12) is not None
        if held and s.any_word(k - 3, k + 5, _FURTHER) is None and s.near(k, "start_v", before=7, after=0) is None:
            yield k, None
            continue
        if (
            s.word(k).endswith(("اتها", "اته", "اتهم", "اتهما"))
            and s.any_word(k + 1, k + 3, joinable("مع")) is not None
        ):
            yield k, None  # "في مباحثاتها مع…"
            continue
        if s.word(k - 1).lstrip("و") in ("لتسهيل", "تسهيل", "انفراجه", "خضم", "دفع") or (
            s.word(k - 1) == "في"
            and s.word(k - 2) in ("انفراجه", "تقدم", "تقدما", "الوساطه", "يشارك", "تشارك", "شارك", "شاركت")
        ):
            yield k, "ongoing"  # "تسعى لتسهيل المحادثات", "انفراجة في المحادثات"
            continue
        if s.any_word(k - 4, k + 5, _EXISTS) is not None and s.near(k, "reach", "start_v", before=4, after=4) is None:
            yield k, None
    for k in contacts:
        if s.word(k).startswith(("واتصالات", "اتصالات")) and s.any_word(k - 3, k, joinable("جهود هناك")) is not None:
            yield k, None
    for k in s.places.get("effort", ()):
        w = s.word(k)
        if w.endswith("دبلوماسيه") and s.near(k, "go_on", before=4, after=2) is not None:
            yield k, None
        if (
            w == "جهود"
            and any(s.word(j).removeprefix("ال") == "وساطه" or "وساط" in s.word(j) for j in (k + 1, k + 2))
            and not _stalled(s, k)
        ):
            yield k, None
        if w in ("فرق", "الفرق") and s.any_word(k, k + 5, joinable("تعمل")) is not None and (
            s.any_word(k + 1, k + 4, joinable("التفاوض الفنيه المفاوضات الوساطه تفاوض")) is not None or k + 1 >= s.end - 6
        ):  # fmt: skip
            yield k, None


_NO_PROGRESS = joinable("تحرز يحرز احراز تحقق يحقق تحقيق")
_PROGRESS = joinable("تقدم تقدما اختراق اختراقا تقدم")


def talks_slow(s: Sentence) -> Iterator[Found]:
    for k in s.places.get("talks", ()):
        at = s.any_word(k - 5, k + 14, _NO_PROGRESS)
        if at is not None and s.any_word(at + 1, at + 5, _PROGRESS) is not None and (
            any(s.words.has(j, NEG) or s.word(j).lstrip("و") in ("دون", "بدون") for j in range(max(s.begin, at - 3), at))
        ):  # fmt: skip
            yield at, "happened" if s.word(at - 1).endswith("لم") or s.word(at - 2).endswith("لم") else "ongoing"
            break  # "لا تحرز المحادثات أي تقدم"
    for k in s.places.get("slow", ()):
        if s.words.negated(k):
            continue
        if (
            s.near(k, "talks", "round", "deal", before=14, after=10) is not None
            or s.word(k).lstrip("وفسيت").startswith(("راوغ", "ماطل"))
            or "مماطل" in s.word(k)
        ):
            yield k, "ongoing"


_LEFT = joinable(
    "انسحب انسحبت انسحبوا ينسحب تنسحب سينسحب ستنسحب انسحاب الانسحاب بالانسحاب انسحابه انسحابها قاطع قاطعت يقاطع تقاطع "
    "مقاطعه بمقاطعه الغاء بالغاء الغي الغت"
)


_PUT_OFF = joinable("تاجيل بتاجيل ارجاء بارجاء تاجلت ارجئت اجلت ارجات ارجا")


def _halts(w: str) -> bool:
    return "توقف" in w or w.lstrip("وفبل").startswith("قطع")


def talks_suspended(s: Sentence) -> Iterator[Found]:
    for k in s.places.get("suspend", ()):
        near = s.near(k, "talks", "round", before=4, after=5)
        if near is None or s.words.negated(k):
            continue
        yield k, None
    for k in s.places.get("end", ()):
        if (
            s.verb(k)
            and "نهار" in s.word(k)
            and not s.words.negated(k)
            and s.near(k, "talks", before=4, after=4) is not None
        ):
            yield k, None
    for k in s.places.get("talks", ()):
        if s.any_word(k, k + 8, joinable("مسدود")) is not None:
            yield k, None
        elif s.any_word(k + 1, k + 8, joinable("اجل")) is not None and s.any_word(k - 5, k, _PUT_OFF) is not None:
            yield k, "happened"  # "تأجيل المفاوضات إلى أجل غير مسمى"
        elif s.any_word(k - (6 if s.word(k - 1) == "من" else 3), k, _LEFT) is not None and not any(
            s.words.negated(j) for j in (k - 1, k - 2)
        ):
            yield k, None  # "الانسحاب من المفاوضات"
    for k in s.all("ceasing", "cut"):
        near = s.near(k, "talks", before=0, after=2)
        if near is not None and not s.words.negated(k) and (k in s.places.get("ceasing", ()) or _halts(s.word(k))):
            yield k, None  # "هدد بوقف الحوار", "التوقف عن المشاورات"


def talks_resumed(s: Sentence) -> Iterator[Found]:
    for k in s.all("resume", "start_v", "start"):
        if "طبيق" in s.word(k) or "نفيذ" in s.word(k):
            continue  # "إقناع الأطراف بتطبيق القرار"
        near = s.near(k, "talks", before=4, after=5)
        if near is not None and s.word(near).lstrip("و").startswith("بوساط"):
            near = None  # "دخلت حيز التنفيذ بوساطة"
        if near is None and s.verb(k):
            near = s.near(k, "talks", before=0, after=12)
        if s.any_word(k + 1, k + 3, joinable("الانسحاب انسحاب مقاطعه")) is not None:
            continue
        if (
            near is None
            and s.any_word(k + 1, k + 4, joinable("سياسيه السياسيه السلام")) is not None
            and "عمليه" in s.word(k + 1)
        ):
            near = k
        if near is not None and s.near(k, "truce", before=1, after=2) is None:
            if s.words.negated(k):
                later = s.any_word(k, s.end, joinable("الا قبل حتي"))
                if later is None:
                    continue
                yield k, "possible"
                continue
            yield k, None
    for k in s.all("talks", "round"):
        if s.any_word(k + 1, k + 3, _FURTHER) is not None and (
            (k in s.places.get("talks", ()) or s.near(k, "talks", before=0, after=4))
            and s.any_word(k - 8, k, joinable("اختتم اختتمت انتهت انهت ختام")) is None
        ):
            yield k, None
        if s.any_word(k - 3, k, joinable("طاوله العوده عوده تعود يعود")) is not None:
            yield k, None
    for k in s.places.get("delegation", ()):
        if s.word(k - 1).lstrip("و") in ("تعود", "يعود", "ستعود"):
            yield k, None


def _is_official(s: Sentence, k: int) -> bool:
    return (
        s.words.has(k, TITLE)
        or k in s.places.get("delegation", ())
        or (k in s.words.mention and s.words.mention[k][0].what in ("person", "body"))
    )


_TO = joinable("الي")
_KIN = joinable("عائلات لعائلات عائله عائلته اهالي لاهالي ذوي لذوي اسر")
_OF_ENVOYS = joinable("دبلوماسيه خليجيه اقليميه افريقيه اوروبيه عربيه خارجيه مكوكيه")
_TOURS = joinable("قام يقوم قامت تقوم بدا يبدا بدات تبدا سيبدا ستبدا اجري يجري تجري سيقوم ستقوم يزور استهل يستهل")
_TOURED = joinable("في الي للاطلاع لتفقد لبحث تشمل شملت تقوده ستشمل")


_SENT = joinable(
    "وفد وفدا وفدها وفده وفودا مبعوث مبعوثا مبعوثه مبعوثها رئيس مدير ممثلين ممثلا وسطاء مستشاره وزير فريقا"
)
_CALLED_OFF = joinable("الغاء بالغاء الغي الغت الغيت")


def _bound_for(s: Sentence, k: int) -> bool:
    """Whether the visit at word k is somebody's and goes to a place that is named: "زيارته لمصر", "زيارة إلى بكين"."""
    here = s.words.mention
    own = s.word(k).endswith(("ته", "تها", "تهم", "تهما"))
    for j in range(k + 1, min(s.end, k + 9)):
        if s.words.sign[j] and s.word(j) not in ('"', "-"):
            return False
        to = s.word(j) in _TO or (j in here and here[j][0].what in ("place", "party") and s.words.glue[j] == "ل")
        if to and (own or j > k + 1 or s.any_word(k - 4, k, _ON_A_VISIT) is not None):
            at = j + 1 if s.word(j) in _TO else j
            return at in here and here[at][0].what in ("place", "party")
    return False


_ON_A_VISIT = joinable("في خلال يقوم قام اجري بدا يبدا تقوم قامت يجري اختتم عقب بعد قبل اثناء من اول")


def delegation_arrives(s: Sentence) -> Iterator[Found]:
    for k in s.all("arrive_v", "arrive", "enter_v", "enter"):
        w = s.word(k).lstrip("وفسيت")
        if not (
            k in s.places.get("arrive_v", ())
            or k in s.places.get("arrive", ())
            or "صل" in w
            or "صول" in w
            or (s.verb(k) and ("رسل" in w or "وفد" in w))
        ):
            continue
        if w in ("زاره", "زارها", "زارهم"):
            continue  # a person was visited
        visit = "زار" in w or "زور" in w or "زيار" in w
        if (
            (
                any(_is_official(s, j) for j in range(k + 1, min(s.end, k + 4)))
                or (visit and any(_is_official(s, j) for j in range(max(s.begin, k - 10), k)))
                or (s.verb(k) and s.near(k, "delegation", before=4, after=0) is not None)
            )
            and s.near(k, "aid", "captive", before=0, after=5) is None
            and not s.words.negated(k)
            and s.any_word(k + 1, k + 7, _KIN) is None
        ) or (
            s.verb(k)
            and s.word(k - 1) in ("قد", "وقد")
            and any(_is_official(s, j) for j in range(max(s.begin, k - 14), k))
            and s.near(k, "aid", before=14, after=5) is None
        ):
            yield k, None  # "وكان رئيس اللجنة … قد وصل"
        elif (
            s.verb(k)
            and s.words.value[k] >> 14 & 1
            and (to := s.any_word(k + 1, k + 6, _TO)) is not None
            and to + 1 in s.words.mention
            and s.near(k, "aid", before=8, after=6) is None
        ):
            yield k, None  # "وسيتوجه بعد ذلك إلى الرياض"
        elif visit and not s.verb(k) and not s.words.negated(k) and _bound_for(s, k):
            yield k, "denied" if s.any_word(k - 3, k, _CALLED_OFF) is not None else None  # "زيارة الجبير إلى موسكو"
        elif ("رسل" in w or "وفد" in w) and s.verb(k) and not s.words.negated(k) and (
            s.any_word(k + 1, k + 7, _SENT) is not None
            and s.any_word(k + 2, k + 14, _TO) is not None
            and s.near(k, "aid", "weapon", before=0, after=6) is None
        ):  # fmt: skip
            yield k, None  # "سترسل رئيس المخابرات إلى الدوحة"
    for k in s.places.get("round", ()):
        goes = s.any_word(k - 6, k, _TOURS)
        if (
            goes is not None
            and s.word(k).endswith("جوله")
            and s.near(k, "talks", before=0, after=3) is None
            and s.any_word(k + 1, k + 10, _TOURED) is not None
        ):
            yield k, "ongoing" if s.word(goes).lstrip("و") in ("يقوم", "تقوم") else None  # "يقوم بجولة في المنطقة"
        elif s.word(k).endswith("جوله") and s.near(k, "talks", before=0, after=3) is None and (
            s.any_word(k + 1, k + 3, _OF_ENVOYS) is not None
            or (k + 1 in s.words.mention and s.words.mention[k + 1][0].what == "person")
        ):  # fmt: skip
            yield k, None  # "بعد جولة دبلوماسية في المنطقة", "جولة بلينكن"


def delegation_leaves(s: Sentence) -> Iterator[Found]:
    for k in s.all("leave", "leave_v", "return_"):
        if s.verb(k) and "ود" in s.word(k):
            continue  # "تعود الوفود إلى الطاولة"
        if s.near(k, "delegation", before=3, after=3) is not None or any(
            s.word(j).removeprefix("ال").startswith(("سفير", "مبعوث", "موفد")) for j in range(k + 1, k + 4)
        ):
            yield k, None


_MET = joinable(
    "هاتفي هاتفيا اجري اجرت اجرتا اجريا عقد عقدت تلقي مع بين مكثفه طارئ طارئه جمع جمعهما جمعته جمعهم ترأس يترأس ترأست برئاسه "
    "ثنائي ثنائيه يعقد تعقد عقدا عقدوا حضر حضرت حضره شارك شاركت"
)
_SITTING = joinable("جلسه جلسات")
_HELD_TALKS = joinable("اجري اجرت اجريا عقد عقدت عقدا يجري تجري يعقد تعقد سيجري ستجري سيعقد ستعقد")
_PRESS = joinable(
    "محاكمه محاكمته المحكمه البرلمان النواب الاستماع تصويت صحفي صحافي اعلامي تلفزيوني متلفزه صحفيه خط خطوط قنوات مجموعه مجلس"
)


_AT_A_MEETING = these("في خلال بعد قبل عقب اثر قبيل اثناء بدايه مستهل ختام حضر حضرت شارك بحث غداه")
_COMING = joinable("المرتقب المرتقبه المقرر المقرره المزمع المزمعه")


def _of_sides(s: Sentence, k: int) -> bool:
    """Whether the meeting at word k is one of officials or states, not of a club."""
    return any(
        _is_official(s, j)
        or s.words.value[j] >> 20 & 63
        or j in s.words.mention
        or s.word(j).lstrip("ل").removeprefix("ال") in _OF_STATES
        for j in range(k + 1, min(s.end, k + 5))
    )


_OF_STATES = these(
    "وزراء وزاري حلفاء قاده زعماء رؤساء مسؤولين مجلس وزاره طارئ مشترك ثنائي ثلاثي رباعي مغلق دولي قمه حكومه"
)
_PRESS_OUTLETS = joinable("قناه صحيفه وكاله تلفزيون برنامج اذاعه موقع شبكه محطه القناه الصحيفه")
_INTERVIEW = joinable("مقابله حوارا مراسل مراسله")
_NOBODY = these("الامر بين به بها بهم بهما بنا")
_BOTH = joinable("الجانبان الطرفان الرئيسان الوزيران الزعيمان المسؤولان")
_LEADERS = joinable("القاده قاده الزعماء زعماء نظيره نظيرها نظيرته المسؤولين مسؤولين الرؤساء رؤساء")


def contact(s: Sentence) -> Iterator[Found]:
    for k in s.places.get("contact", ()):
        if s.any_word(k + 1, k + 2, _PRESS) is not None or s.words.word[k - 1 if k else 0] in ("خط", "خطوط", "قنوات"):
            continue
        if s.word(k + 1) == "مع" and s.any_word(k + 2, k + 3, _PRESS_OUTLETS) is not None:
            continue
        if s.word(k - 1) in ("هامش", "هوامش") or s.any_word(k + 1, k + 8, _INTERVIEW) is not None:
            continue
        if s.any_word(k, k + 5, joinable("العالم")) is not None or s.any_word(k - 2, k, joinable("جهود")) is not None:
            continue
        if s.near(k, "cut", before=3, after=3) is not None or s.near(k, "go_on", before=3, after=7) is not None:
            continue
        w = s.word(k)
        parties = sum(
            1 for j in range(max(s.begin, k - 12), min(s.end, k + 14)) if j in s.words.mention or _is_official(s, j)
        )
        told = s.any_word(k - 6, k + 4, _MET)
        if w == "اتصال" and s.word(k - 1) == "علي":
            yield k, "ongoing"  # "على اتصال مع الطرفين"
            continue
        if told is None and s.word(k - 1).lstrip("و") in _AT_A_MEETING and not s.words.definite[k]:
            told = k if _of_sides(s, k) else None  # "في اجتماع للحلفاء", "خلال لقاء وزير الدفاع"
        if told is None and s.any_word(k + 1, k + 3, _COMING) is not None:
            yield k, "planned"  # "اللقاء المرتقب"
            continue
        if told is None and (s.word(k).endswith(("ئه", "ئها", "ئهما", "ئهم", "عه", "عها", "عهما", "عهم", "له", "لها"))):
            told = k  # "عقب لقائه بوزير الخارجية"
        if told is not None and parties >= 1 and (w.lstrip("وبل") not in ("اتصالات",) or parties >= 2):
            yield k, None
    for k in s.places.get("contact_v", ()):
        w = s.word(k).lstrip("وفسيتن")
        if w.startswith(("جتمع", "اجتمع")):
            with_whom = s.any_word(k + 1, k + 9, joinable("مع بين برئاسه")) is not None
            if not with_whom and not any(
                _is_official(s, j) for j in (k + 1, k + 2, k - 1, k - 2) if s.begin <= j < s.end
            ):
                continue
        if w.startswith("تصل") and not (
            s.any_word(k + 1, k + 8, joinable("هاتفيا")) is not None
            or (any(_is_official(s, j) for j in range(k + 1, min(s.end, k + 4))) and s.word(k + 1) not in _NOBODY)
        ):
            continue  # "يتصل الأمر بـ"
        if w.startswith(("بحث", "ناقش", "تباحث", "عرض")):
            with_whom = s.any_word(k + 1, k + 13, joinable("هاتفيا مع نظيره نظيرها نظيرته"))
            if s.any_word(k + 1, k + 3, _BOTH) is not None:
                yield k, None  # "بحث الجانبان"
                continue
            if with_whom is None or (
                s.word(with_whom) == "مع"
                and not any(
                    _is_official(s, j) or s.word(j) in _LEADERS or j in s.words.mention or s.words.value[j] >> 20 & 63
                    for j in range(with_whom + 1, min(s.end, with_whom + 4))
                )
            ):
                continue
        if w.startswith(("حدث", "تحدث", "حادث", "تحادث", "شاور", "تشاور")):
            at = s.any_word(k + 1, k + 11, joinable("مع"))
            goes_on = s.words.bare_word[k].startswith(("ي", "تت", "ن"))
            if at is not None and not goes_on and "عن" not in s.words.word[k:at] and not s.words.negated(k) and any(
                _is_official(s, j) or s.word(j) in _LEADERS for j in range(at + 1, min(s.end, at + 5))
            ):  # fmt: skip
                yield k, None  # "تحدث هاتفيا مع الرئيس"
            continue
        if s.words.negated(k):
            continue
        if "ستقبل" in w and s.any_word(k - 2, k, joinable("المعبر معبر المستشفي مستشفي")) is not None:
            continue
        reach = (
            range(k + 1, min(s.end, k + 5))
            if "ستقبل" in w or w.startswith("قبل")
            else range(max(s.begin, k - 8), min(s.end, k + 8))
        )
        if any(_is_official(s, j) or (j in s.words.mention and s.words.mention[j][0].what != "place") for j in reach):
            yield k, None
    for k in s.places.get("talks", ()):
        if (
            s.any_word(k - 4, k, _HELD_TALKS) is not None
            and (s.any_word(k + 1, k + 5, joinable("مع")) is not None or s.any_word(k - 2, k, _SITTING) is not None)
            and any(_is_official(s, j) for j in range(max(s.begin, k - 8), min(s.end, k + 10)))
        ):
            yield k, None  # "أجرى مباحثات مع نظيره"


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
        if s.near(k, "hand_over", "release_v", "propose", before=5, after=2) is not None:
            yield k, "happened"
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
_PARLIAMENT = joinable("النواب البرلمان الشيوخ الكنيست الكونغرس الشوري التشريعي")


def acceptance(s: Sentence) -> Iterator[Found]:
    for k in s.all("accept", "accept_v"):
        if (
            s.words.negated(k)
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
    for k in (*s.truces, *s.places.get("talks", ())):
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


_WAS_REACHED = joinable("تم جري بعد عقب اثر منذ فور اعلن اعلنت اعلان")
_NOT_REACHED = joinable("فشل فشلت فشلوا اخفق اخفقت اخفقوا عدم تعذر تعثر اخفاق دون بدون")


def agreement(s: Sentence) -> Iterator[Found]:
    for k in s.places.get("deal", ()):
        near = s.near(k, "reach", before=5, after=4)
        if near is None and s.word(k - 1) != "الي":
            far = s.near(k, "reach", before=14, after=0)
            if far is not None and s.verb(far) and ("وقع" in s.word(far) or "برم" in s.word(far)):
                near = far  # "وقع رئيس الدولة وزعيم المتمردين اتفاق سلام"
        if near is None and s.word(k - 1) == "الي":
            near = s.near(k, "reach", before=16, after=0)  # "توصلت الحكومة والمتمردون، الليلة، إلى اتفاق"
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
        if near < k and not s.verb(near) and (at := s.any_word(near - 2, near, _NOT_REACHED)) is not None:
            yield (
                k,
                "denied" if s.word(at).lstrip("و").startswith(("فشل", "اخف", "تعذ")) else "possible",
            )  # "فشل في التوصل إلى اتفاق"
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
