"""Lands: towns, provinces and regions of the countries the roster speaks of, with the people who live there.

Danger: a town's name that is an everyday word ("حديثة", "حجة") taken for the town.
Duty: whose people live where a word points, so that the dead of a town are counted to them; names that are words too only
after "مدينة", "محافظة"….
Shape: names as a map shows them; nothing here makes a town speak or take part.
"""

from functools import cache

from wasata.listen.ar.lexicon import these
from wasata.listen.letters import fold_word

_TOWNS: dict[str, str] = {
    "palestinians": (
        "المواصي الشجاعية الزيتون النصيرات البريج المغازي جباليا بيت_لاهيا بيت_حانون خزاعة عبسان دير_البلح الزوايدة الرمال "
        "جنين نابلس طولكرم طوباس قلقيلية سلفيت أريحا الخليل رام_الله بيت_لحم بلاطة حوارة نور_شمس خانيونس خان_يونس رفح غزة"
    ),
    "israel": (
        "عسقلان سديروت أشدود نتانيا نهاريا الجليل كريات_شمونة ريشون غلاف_غزة إيلات هرتسيليا حولون بئر_السبع النقب العفولة متولا"
    ),
    "yemen": (
        "صنعاء عدن تعز مأرب الحديدة صعدة الضالع حضرموت المكلا سيئون زنجبار شبوة عتق ذمار عمران المخا باب_المندب ريمة المحويت "
        "سقطرى لحج حرض ميدي الحوطة رداع المهرة الغيضة الخوخة زبيد باجل أرحب نهم صرواح"
    ),
    "syria": (
        "حلب إدلب حمص درعا الرقة دير_الزور الحسكة القامشلي اللاذقية طرطوس السويداء القنيطرة تدمر "
        "دوما الغوطة داريا مضايا الزبداني "
        "عفرين منبج جرابلس كوباني جسر_الشغور سراقب معرة_النعمان خان_شيخون البوكمال الميادين الطبقة جرمانا صحنايا اليرموك"
    ),
    "lebanon": (
        "النبطية مرجعيون بنت_جبيل الخيام عيتا_الشعب بعلبك الهرمل البقاع زحلة صيدا الضاحية_الجنوبية عرسال قانا كفركلا "
        "عيترون يارون الناقورة جبشيت عكار"
    ),
    "iraq": (
        "الموصل كركوك أربيل السليمانية دهوك البصرة النجف كربلاء الناصرية العمارة الكوت الديوانية "
        "السماوة الحلة بعقوبة الرمادي الفلوجة "
        "تكريت سامراء بيجي سنجار تلعفر الأنبار نينوى ديالى ذي_قار ميسان واسط الحويجة مخمور الكرادة"
    ),
    "libya": (
        "بنغازي مصراتة سرت درنة سبها طبرق الزنتان غريان ترهونة صبراتة زليتن البيضاء_الليبية "
        "أجدابيا رأس_لانوف البريقة الكفرة مرزق "
        "غدامس زوارة القره_بوللي ورشفانة تاورغاء بني_وليد هون الجفرة السدرة"
    ),
    "ukraine": (
        "خاركيف خيرسون أوديسا أوديسة لفيف دنيبرو زابوريجيا ميكولايف ماريوبول سومي تشيرنيهيف بوتشا "
        "إيربين كراماتورسك باخموت أفدييفكا "
        "دونيتسك لوغانسك دونباس دونباس بوكروفسك كوبيانسك إيزيوم فينيتسا تشيرنيفتسي بولتافا كريفي_ريه سلوفيانسك ديبالتسيفي"
    ),
    "russia": "بيلغورود كورسك بريانسك روستوف غروزني بيسلان فورونيج سان_بطرسبرغ قازان ساراتوف تاغانروغ",
    "afghanistan": (
        "قندهار هرات جلال_آباد جلال_أباد مزار_شريف قندوز هلمند ننكرهار ننغرهار غزنة لوغار بغلان فارياب خوست كونار بدخشان باميان "
        "لشكركاه زابل أوروزجان بكتيا باكتيا بكتيكا باكتيكا وردك لغمان بروان فراه غور سربل بلخ"
    ),
    "iran": "أصفهان شيراز مشهد تبريز كرمنشاه الأهواز زاهدان بوشهر عبادان كرمان قم خوزستان سيستان بندر_عباس",
    "turkey": "ديار_بكر دياربكر غازي_عنتاب هكاري شرناق ماردين أضنة إزمير سوروتش شانلي_أورفا هاتاي",
    "other": (
        "مقديشو كيسمايو بيدوا بونتلاند غاروي مايدوغوري بورنو تشيبوك كانو باماكو غاو تمبكتو كيدال "
        "كاراتشي بيشاور كويتا وزيرستان سوات "
        "لاهور روالبندي كشمير سريناغار تيغراي ميكيلي أمهرة غوما بوكافو كيفو بانغي جوبا ملكال بور "
        "بانتيو كاراباخ ستيباناكيرت كالي ميديلين "
        "أراوكا كاوكا مينداناو ماراوي راخين مولوتوف كابو_ديلغادو نجامينا نيروبي غاريسا"
    ),
}
_WORDS_TOO: dict[str, str] = {
    "yemen": "حجة الجوف البيضاء إب أبين الدريهمي كرش",
    "syria": "حماة الباب عين_العرب سرمين",
    "iraq": "حديثة هيت القائم الحلة بابل صلاح_الدين",
    "libya": "الزاوية الخمس البيضاء المرج هون",
    "lebanon": "صور الخيام",
    "israel": "حيفا يافا اللد الرملة عكا صفد",
    "palestinians": "الخليل الزيتون الرمال",
    "afghanistan": "غور فراه بلخ",
    "iran": "قم مشهد",
}
"""Towns whose name is a word of its own, believed after a word such as "مدينة"."""
_BEFORE_A_TOWN = these(
    "مدينه بمدينه لمدينه محافظه بمحافظه ولايه بولايه بلده ببلده قريه بقريه منطقه بمنطقه اقليم ريف بريف ضواحي مديريه مطار ميناء "
    "مخيم بمخيم حي بحي مقاطعه بمقاطعه ناحيه قضاء"
)


@cache
def _towns() -> tuple[dict[str, str], dict[str, str]]:
    """Towns by their folded name (two words joined by a space), and those only believed after a word for a town."""
    doubtful = {fold_word(n.replace("_", " ")): land for land, names in _WORDS_TOO.items() for n in names.split()}
    sure = {
        name: land
        for land, names in _TOWNS.items()
        for name in (fold_word(n.replace("_", " ")) for n in names.split())
        if name not in doubtful
    }
    return sure, doubtful


def people_at(words: list[str], k: int) -> str | None:
    """The people who live in the town named at word k (folded), None where none is."""
    sure, doubtful = _towns()
    word = words[k]
    nxt = words[k + 1] if k + 1 < len(words) else ""
    for stem in _stems(word):
        land = sure.get(stem) or sure.get(f"{stem} {nxt}")
        if land is not None:
            return land
        if k and words[k - 1] in _BEFORE_A_TOWN:
            land = doubtful.get(stem) or doubtful.get(f"{stem} {nxt}")
            if land is not None:
                return land
    return None


def _stems(word: str) -> tuple[str, ...]:
    """A word as it stands and without a joined و, ب or ل."""
    if len(word) < 4 or word[0] not in "وبل":
        return (word,)
    if word.startswith("لل"):
        return (word, "ال" + word[2:])
    return (word, word[1:])
