"""Of talks: the rules for talks, delegations and contacts.

Danger: "لم تنهار المحادثات" read as a collapse.
Duty: one rule a kind; each yields the word it hangs on and, where the words alone fix it, the status.
"""

from collections.abc import Iterator

from wasata.listen.ar.lexicon import NAME, NEG, TITLE, joinable, these
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
_TO_HOLD = these("لعقد عقد لاجراء اجراء لاطلاق اطلاق")
_TRIES = joinable("يسعي تسعي يحاول تحاول يسعون مساعي جهود يامل تامل بهدف")
_TO_BE_HOSTED = ("talks", "round", "contact")


def _of_those_talks(s: Sentence, k: int, on: int) -> bool:
    """Whether what stands before "مستمرة" is only what the talks are about ("محادثات الهدنة مستمرة")."""
    if on - k not in (2, 3, 4) or s.words.definite[k] or s.words.definite[on]:
        return False  # "مفاوضات لإنهاء الحرب المستمرة": the war goes on
    return not any(
        w in "،,؛" or (w[:1] == "و" and w[1:].removeprefix("ال") in _OTHER_THINGS)
        for w in (s.word(j) for j in range(k + 1, on))
    )


def _with_an_official(s: Sentence, k: int) -> bool:
    """Whether the talks at word k are those of one visitor with somebody: "محادثاتها ⟦مع الرئيس⟧"."""
    if "مع" not in s.words.word[k + 1 : k + 4]:
        return False
    at = s.any_word(k + 1, k + 4, _WITH)
    return (
        at is not None
        and (s.word(k).endswith(("اته", "اتها")) or s.any_word(k - 5, k, _HOLDS) is not None)
        and any(s.words.has(j, TITLE) or s.word(j) in _LEADERS for j in range(at + 1, min(s.end, at + 3)))
    )


_WITH = these("مع")
_HOLDS = joinable("يجري اجري سيجري تجري اجرت ستجري يعقد عقد عقدت سيعقد")


def talks_continue(s: Sentence) -> Iterator[Found]:
    contacts = s.places.get("contact", ())
    ends = s.places.get("end", ())
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
        if k not in contacts and _with_an_official(s, k):
            continue  # "أجرى محادثات مع الرئيس": a meeting
        if (
            k not in contacts
            and not s.words.definite[k]
            and s.word(k - 1).lstrip("و") in _AFTER
            and s.any_word(k + 1, k + 6, _TALKED) is not None
        ):
            yield k, "happened"  # "بعد مفاوضات شاقة بين الطرفين", "بعد محادثات استمرت ساعة"
            continue
        if (
            ends
            and k not in contacts
            and any(
                s.verb(e)
                and s.word(e).endswith(("نتهت", "ختتمت", "نتهي"))
                and not s.words.negated(e)
                and -6 <= e - k <= 4
                for e in ends
            )
        ):
            yield k, "happened"  # "انتهت الجولة الثالثة من المفاوضات"
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
        if s.any_word(k - 14, k, joinable("اجري اجريا اجرت اجروا")) is not None:
            yield k, "happened"
            continue
        if s.any_word(k - 2, k, _TO_HOLD) is not None and s.any_word(k - 12, k - 1, _TRIES) is not None:
            yield k, "possible"  # "يسعى المبعوث لعقد محادثات سلام"
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
    stuck = "talks" in s.places and s.any_word(s.begin, s.end, _NO_PROGRESS) is not None
    for k in s.places.get("talks", ()) if stuck else ():
        at = s.any_word(k - 5, k + 24, _NO_PROGRESS)
        if at is not None and s.any_word(at + 1, at + 9, _PROGRESS) is not None and (
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


_PUT_THEM_OFF = joinable("ارجاتها اجلتها علقتها الغتها ارجاها اجلها علقها الغاها جمدتها جمدها")
_PUT_OFF = joinable("تاجيل بتاجيل ارجاء بارجاء تاجلت ارجئت اجلت ارجات ارجا")
_NO_DAY = joinable("اجل اشعار")
_HALTING = _LEFT | _PUT_THEM_OFF | _NO_DAY | joinable("مسدود")
"""Without any of these in the sentence, nobody need look around each word of talks."""


def _halts(w: str) -> bool:
    return "توقف" in w or w.lstrip("وفبل").startswith("قطع")


def talks_suspended(s: Sentence) -> Iterator[Found]:
    for k in s.places.get("suspend", ()):
        near = s.near(k, "talks", "round", before=4, after=5)
        if near is None:
            continue
        if s.words.negated(k):
            if s.verb(k) and s.word(k - 1).endswith("لم"):
                yield k, "denied"  # "المحادثات لم تتوقف"
            continue
        yield k, None
    for k in s.places.get("end", ()):
        w = s.word(k)
        if not (
            ("نهار" in w or "نهيار" in w or w.endswith("نهر"))
            and s.near(k, "talks", before=4 if s.verb(k) else 0, after=4 if s.verb(k) else 2) is not None
        ):
            continue
        if s.words.negated(k):
            if s.verb(k) and s.word(k - 1).endswith("لم"):
                yield k, "denied"  # "المحادثات لم تنهر"
            continue
        yield k, None  # "انهارت المحادثات", "انهيار المحادثات"
    halting = "talks" in s.places and s.any_word(s.begin, s.end, _HALTING) is not None
    for k in s.places.get("talks", ()) if halting else ():
        if s.any_word(k, k + 8, joinable("مسدود")) is not None:
            yield k, None
        elif s.any_word(k + 1, s.end, _PUT_THEM_OFF) is not None:
            yield k, "happened"  # "جولة ثانية من المحادثات، إلا أن الحكومة أرجأتها"
        elif s.any_word(k - 9, k + 8, _NO_DAY) is not None and s.any_word(k - 9, k, _PUT_OFF) is not None:
            yield k, "happened"  # "تأجيل المفاوضات إلى أجل غير مسمى", "أرجأت حتى إشعار آخر جلسة الحوار"
        elif (
            (left := s.any_word(k - (6 if s.word(k - 1) == "من" else 3), k, _LEFT)) is not None
            and not any(s.words.negated(j) for j in (k - 1, k - 2))
            and (left == k - 1 or not s.word(left).endswith("قاطع"))  # "موعد قاطع لبدء الحوار": a firm date
        ):
            yield k, None  # "الانسحاب من المفاوضات"
    for k in s.all("ceasing", "cut"):
        near = s.near(k, "talks", before=0, after=2)
        if near is not None and not s.words.negated(k) and (k in s.places.get("ceasing", ()) or _halts(s.word(k))):
            yield k, None  # "هدد بوقف الحوار", "التوقف عن المشاورات"


_BACK_AT_IT = joinable("طاوله العوده عوده تعود يعود")
_ANEW = _FURTHER | _BACK_AT_IT
"""Without any of these in the sentence, nobody need look around each word of talks."""


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
    begun = s.all("talks", "round")
    for k in begun if begun and s.any_word(s.begin, s.end, _ANEW) is not None else ():
        if s.any_word(k + 1, k + 3, _FURTHER) is not None and (
            (k in s.places.get("talks", ()) or s.near(k, "talks", before=0, after=4))
            and s.any_word(k - 8, k, joinable("اختتم اختتمت انتهت انهت ختام")) is None
        ):
            yield k, None
        if s.any_word(k - 3, k, _BACK_AT_IT) is not None:
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


_LETTERS = joinable("رساله رسائل خطابا خطاب برقيه مذكره كتابا")
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


def _a_traveller(s: Sentence, k: int) -> bool:
    """Whether a person of a name the roster lacks came to a place: two or three unknown words, then "إلى" and the place."""
    for j in range(k + 1, min(s.end - 1, k + 5)):
        if s.word(j) in _TO:
            there = s.words.mention.get(j + 1)
            return j - k >= 3 and there is not None and there[0].what in ("place", "party")
        if (
            s.words.kind[j] & ~NAME
            or s.words.definite[j]
            or s.words.glue[j]
            or s.words.sign[j]
            or s.word(j)[:1].isdecimal()
        ):
            return False
        if s.word(j).endswith(("ه", "ا", "ات", "ين")) and j == k + 1:
            return False
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
        if s.verb(k) and ("رسل" in w or "وفد" in w):
            if not s.words.negated(k) and (
                s.any_word(k + 1, k + 7, _SENT) is not None
                and (s.any_word(k + 2, k + 14, _TO) is not None or "وفد" in w)
                and s.any_word(k + 1, k + 7, _LETTERS) is None
                and s.near(k, "aid", "weapon", before=0, after=6) is None
            ):
                yield k, None  # "سترسل رئيس المخابرات إلى الدوحة"
            continue
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
        elif s.verb(k) and not s.words.negated(k) and _a_traveller(s, k):
            yield k, None  # "ووصل بيتر ماور إلى صنعاء"
        elif visit and not s.verb(k) and not s.words.negated(k) and _bound_for(s, k):
            yield k, "denied" if s.any_word(k - 3, k, _CALLED_OFF) is not None else None  # "زيارة الجبير إلى موسكو"
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
_IS_TO_HOLD = joinable("سيجري ستجري سيعقد ستعقد")
_HELD_TALKS = joinable("اجري اجرت اجريا عقد عقدت عقدا يجري تجري يعقد تعقد سيجري ستجري سيعقد ستعقد")
_PRESS = joinable(
    "محاكمه محاكمته المحكمه البرلمان النواب الاستماع تصويت صحفي صحافي اعلامي تلفزيوني متلفزه صحفيه خط خطوط قنوات مجموعه مجلس"
)


_HELD_UP = joinable("مشروط مشروطه مشروطا مرهون مرهونه مرهونا")
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
_BOTH = joinable(
    "الجانبان الطرفان الرئيسان الوزيران الزعيمان المسؤولان الجانبين الطرفين الرئيسين الوزيرين الزعيمين المسؤولين"
)
_LEADERS = joinable("القاده قاده الزعماء زعماء نظيره نظيرها نظيرته المسؤولين مسؤولين الرؤساء رؤساء")


def contact(s: Sentence) -> Iterator[Found]:
    for k in s.places.get("contact", ()):
        if s.word(k + 1) in _PRESS or s.words.word[k - 1 if k else 0] in ("خط", "خطوط", "قنوات"):
            continue
        met = k + 1 if s.word(k + 1) == "مع" else k + 2
        if s.word(met) == "مع" and (
            s.any_word(met + 1, met + 2, _PRESS_OUTLETS) is not None
            or s.word(met + 1) == '"'
            or (met + 1 in s.words.mention and s.words.mention[met + 1][0].what == "outlet")
        ):  # fmt: skip
            continue  # "في اتصال هاتفي مع «الوطن»": with a paper
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
        if s.word(k - 1).endswith("عقد") and s.any_word(k + 1, k + 12, _HELD_UP) is not None:
            yield k, "possible"  # "عقد لقاء بين الرئيسين مشروط ب…"
            continue
        if s.any_word(k + 1, k + 3, _COMING) is not None:
            yield k, "planned"  # "اللقاء المرتقب"
            continue
        told = s.any_word(k - 6, k + 4, _MET)
        if w == "اتصال" and s.word(k - 1) == "علي":
            yield k, "ongoing"  # "على اتصال مع الطرفين"
            continue
        if told is None and s.word(k - 1).lstrip("و") in _AT_A_MEETING and not s.words.definite[k]:
            told = k if _of_sides(s, k) else None  # "في اجتماع للحلفاء", "خلال لقاء وزير الدفاع"
        if told is None and (s.word(k).endswith(("ئه", "ئها", "ئهما", "ئهم", "عه", "عها", "عهما", "عهم", "له", "لها"))):
            told = k  # "عقب لقائه بوزير الخارجية"
        if told is not None and parties >= 1 and (w.lstrip("وبل") not in ("اتصالات",) or parties >= 2) and (
            s.any_word(k - 8, k, _PUT_OFF) is None  # "أرجأت جلسة الحوار"
        ):  # fmt: skip
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
        if w.startswith(("بحث", "ناقش", "تباحث", "عرض", "استعرض")):
            partner = s.any_word(k + 1, k + 13, joinable("هاتفيا مع نظيره نظيرها نظيرته"))
            if s.any_word(k - 1, k + 3, _BOTH) is not None:
                yield k, None  # "بحث الجانبان"
                continue
            if partner is None or (
                s.word(partner) == "مع"
                and not any(
                    _is_official(s, j) or s.word(j) in _LEADERS or j in s.words.mention or s.words.value[j] >> 20 & 63
                    for j in range(partner + 1, min(s.end, partner + 4))
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
        if _with_an_official(s, k):
            holds = s.any_word(k - 5, k, _HOLDS)
            due = s.any_word(k - 5, k, _IS_TO_HOLD) is not None or (holds is not None and s.word(holds - 1) == "ان")
            yield k, "planned" if due else None
            continue
        if (
            s.any_word(k - 4, k, _HELD_TALKS) is not None
            and (s.any_word(k + 1, k + 5, joinable("مع")) is not None or s.any_word(k - 2, k, _SITTING) is not None)
            and any(_is_official(s, j) for j in range(max(s.begin, k - 8), min(s.end, k + 10)))
        ):
            yield k, None  # "أجرى مباحثات مع نظيره"
