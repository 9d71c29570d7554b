"""Acts: what kind of act a cue and its words are.

Danger: a denial counted as a statement, a threat as a hope.
Duty: the cue's own act; where the cue is neutral, what its words plainly do.
"""

import re

from wasata.listen.ar.cues import NEUTRAL, Cue
from wasata.listen.ar.line import Words
from wasata.listen.ar.openings import Opening
from wasata.values import Act

_DENY = re.compile(
    r"(?:انه |انها )?لا (?:صحه|اساس|علاقه|يوجد اي|توجد اي)"
    r"|(?:هذا |هذه |الخبر |الانباء |التقارير )?(?:غير صحيح|عار عن|عاريه عن|كاذب|لا اساس)"
)
_REJECT = re.compile(
    r"(?:\w++ ){0,4}(?:لن [نتيا](?:قبل|وافق|سمح|تنازل|شارك|فاوض|تفاوض)|لسنا مع |لن يجد اذانا|لا [نتيا]قبل"
    r"|[نتي]رفض\w*|مرفوض)"
)
_DEMAND = re.compile(
    r"(?:انه )?(?:يجب|ينبغي|لا بد|يتعين"
    r"|علي (?!ان|استعداد|تواصل|اتصال|اطلاع|علم|يقين|ثقه|الرغم|الارض|الحدود|وشك|مدي|ما|مدار)\w+(?: \w+){0,4} ان )"
)
_EXPECT = re.compile(
    r"(?:\w++ ){0,2}(?:من المتوقع|من المنتظر|نامل|يامل|تامل|نتوقع|يتوقع|اتوقع|من المرجح|ياملون)|امل[هها]\w? في"
    r"|تطلع\w* (?:الي|ل)|امله\w* (?:ب|في|ان)|امل\w* ان"
)
_WARN: dict[str, tuple[str, ...]] = {
    "ست": ("ستدفع", "سترد بقوه", "سترد بحزم", "ستتحرك", "ستزداد سوءا"),
    "سي": ("سيدفع", "سيرد", "سيزداد سوءا"),
    "ضد": ("بحزم ضد", "ضد اي خرق"),
    "وخيمه": ("عواقب وخيمه",),
    "وشيكه": ("كارثه وشيكه",),
    "تردد": ("لن يتردد", "لن تتردد"),
}
"""Warnings anywhere in the first hundred letters, by letters that each holds: where these are missing nothing more is
asked. A pattern for them would take ten times as long."""
_BREACH = re.compile(r"(?:\w++ ){1,4}(?:خرق|خرقت|انتهك|انتهكت|تنتهك|يخرق|تخرق|نقضت|ارتكب|ارتكبت|يرتكب|ترتكب) ")
_OFFER = re.compile(
    r"(?:\w++ ){0,3}(?:مستعد\w* (?:ل|لل)(?:تقديم|وساطه|استضاف|اطلاق|لافراج|لتمديد)|علي استعداد)"
    r"|اذا (?:[\w،]++ ){1,16}و?(?:نفرج|سنفرج|نطلق|سنطلق|نسلم|سنسلم|اسلم|نعطي|سنعطي|اعطي\w*|نوقف|سنوقف|نلتزم|سنلتزم)"
)
_CALL = re.compile(r"(?:و|ف)?(?:ندعو|نطالب|نحث|نناشد|ادعو|اطالب|اناشد|يناشد|تناشد|من فضل\w*|ارجوك\w*|نرجو|ارجو) ")
_THANK = re.compile(r"(?:نشكر|اشكر|شكرا|احيي|نحيي|(?:نعرب|اعرب|نعبر|اعبر) عن (?:\w++ )?(?:شكر|امتنان|تقدير))")
_PLAINLY: tuple[tuple[re.Pattern[str], Act], ...] = (
    (_DENY, "deny"), (_REJECT, "reject"), (_DEMAND, "demand"), (_CALL, "demand"), (_EXPECT, "expect"),
    (_BREACH, "accuse"), (_OFFER, "offer"), (_THANK, "thank"),
)  # fmt: skip
"""What words plainly do, the plainer first. Each looks at the first words only, and at no more than 160 letters."""
_PLAIN = re.compile("|".join(f"({pattern.pattern})" for pattern, _ in _PLAINLY))
"""All of them at once: the number of the group that matched is the place in the table."""


_READY_TO = re.compile(r"^(?:انه |انها )?اذا لم (?:\w++ ){2,10}(?:فان|فسوف|سوف|فسن|سن)\w*")
"""What is threatened: "إذا لم يفوا بالهدنة فإن قواتنا جاهزة"."""


_AGAIN: dict[str, Act] = {
    "نفي": "deny", "رفض": "reject", "دعو": "demand", "مطالب": "demand", "تحذير": "warn", "تهديد": "threaten", "استعداد": "offer",
}  # fmt: skip
"""What is done again: "جدد ⟦نفيه⟧", "كررت ⟦دعوتها⟧"."""


def act_of(words: Words, cue: Cue, opens: Opening) -> Act:
    """The act of a statement whose content opens there."""
    act = cue.act
    if cue.lemma == "استبعد" and opens.how in ("that", "noun"):
        return "expect"
    if cue.lemma == "رفض" and "اتهام" in words.word[opens.word]:
        return "deny"
    if cue.lemma == "رد" and words.word[opens.word].lstrip("ب") in {"رفض", "نفي", "نفيها"}:
        return "deny" if any("اتهام" in w for w in words.word[opens.word : opens.word + 4]) else "reject"
    if cue.lemma in ("شدد", "أكد") and words.word[opens.word] in {"رفض", "رفضه", "رفضها"}:
        return "reject"
    if cue.lemma == "تقدم" and "شكر" in words.word[opens.word]:
        return "thank"
    if cue.lemma in ("جدد", "كرر"):
        for said, meant in _AGAIN.items():
            if words.word[opens.word].removeprefix("ال").startswith(said):
                return meant
    if cue.lemma == "أعرب":
        return "expect" if _EXPECT.match(words.folded.text[opens.at : opens.at + 40]) else act
    if cue.lemma == "رحب":
        return "say"
    if cue.lemma not in NEUTRAL:
        return act
    return plain_act(words.folded.text[opens.at : opens.at + 160], act)


def plain_act(said: str, act: Act) -> Act:
    """What words plainly do, after a neutral cue."""
    head = said[:100]
    for letters, warnings in _WARN.items():
        if letters in head:
            for warning in warnings:
                if warning in head and not _DENY.match(said) and not _REJECT.match(said):
                    return "warn"
    if _READY_TO.search(said):
        return "threaten"
    plainly = _PLAIN.match(said)
    if plainly is not None:
        return _PLAINLY[(plainly.lastindex or 1) - 1][1]
    if "الارجح" in head:
        return "expect"  # "ستستضيف اللقاء على الأرجح"
    return "threaten" if "ضطر الي" in said and "سنضطر الي" in said else act
