"""Cues: the verbs, participles and nouns by which Arabic reports somebody's words, and how each takes its content.

Danger: a homograph ("قبل أن", "بين", "نفى" and "نفي") that makes a statement out of grammar.
Duty: one line a lemma: perfect | imperfect | participle | noun | act | frames.
Shape: a `-` where a lemma lacks a form. Frames say what may open the content:

    t   أن / إن (also with a pronoun: أنه)          n   a noun phrase straight away (نفى وجود…)
    b   ب (also بأن)     i   إلى (also إلى أن)       m   من      a   عن      l   على      f   في      L   an attached ل
    o   somebody is addressed or meant before it (دعا الدول إلى…), so a noun phrase alone is never the content
    s   only with an explicit opening: the form is too often another word

`act` is what the cue does by itself; a neutral one (`say`) gives way to what its words plainly do.
"""

from typing import NamedTuple, cast

from wasata.listen.ar.lexicon import these
from wasata.values import Act

_TABLE = """
قال | يقول | قائل | قول | say | tq
جاء | - | - | - | say | tqs
أضاف | يضيف | مضيف | - | say | tq
أكد | يؤكد | مؤكد | تأكيد | confirm | tlnq
أعلن | يعلن | معلن | إعلان | say | tanq
صرح | يصرح | مصرح | تصريح | say | tbaq
أفاد | يفيد | مفيد | - | say | tbas
ذكر | يذكر | ذاكر | - | say | tq
أوضح | يوضح | موضح | - | say | tnq
أشار | يشير | مشير | - | say | i
لفت | يلفت | لافت | - | say | is
نوه | ينوه | منوه | - | say | bis
كشف | يكشف | كاشف | - | say | tans
كتب | يكتب | كاتب | - | say | tqs
بين | يبين | مبين | - | say | ts
أبلغ | يبلغ | مبلغ | - | say | otb
أخبر | يخبر | مخبر | - | say | otb
أطلع | يطلع | - | - | say | ols
تابع | يتابع | متابع | - | say | qts
أردف | يردف | مردف | - | say | tq
استطرد | يستطرد | مستطرد | - | say | tq
ختم | يختم | خاتم | - | say | qs
علق | يعلق | معلق | - | say | qts
رد | يرد | راد | رد | say | bqs
أجاب | يجيب | مجيب | - | say | btqs
تساءل | يتساءل | متسائل | - | say | qas
روى | يروي | راوي | - | say | ts
حكى | يحكي | حاكي | - | say | ts
سرد | يسرد | سارد | - | say | ts
شدد | يشدد | مشدد | تشديد | say | lt
جدد | يجدد | مجدد | تجديد | say | tns
كرر | يكرر | مكرر | - | say | tn
ردد | يردد | مردد | - | say | ts
أورد | يورد | مورد | - | say | tns
أبدى | يبدي | مبدي | - | say | n
أعرب | يعرب | معرب | - | say | a
عبر | يعبر | معبر | - | say | as
رأى | يرى | راء | - | say | tq
اعتبر | يعتبر | معتبر | - | say | tnq
اعتقد | يعتقد | معتقد | - | say | t
ظن | يظن | - | - | say | ts
لاحظ | يلاحظ | ملاحظ | - | say | ts
استنتج | يستنتج | مستنتج | - | say | t
خلص | يخلص | - | - | say | is
وصف | يصف | واصف | وصف | say | ns
سمى | يسمي | - | - | say | s
قدر | يقدر | مقدر | - | say | ntbs
أبان | - | - | - | say | ts
أفصح | يفصح | مفصح | - | say | as
شرح | يشرح | شارح | - | say | ts
استغرب | يستغرب | مستغرب | - | say | tns
أصر | يصر | - | - | say | lts
أجمع | يجمع | - | - | say | ls
ارتأى | يرتئي | - | - | say | ts
زاد | - | - | - | say | qs
استرسل | يسترسل | مسترسل | - | say | qs
سأل | يسأل | سائل | - | say | qs
تخوف | يتخوف | متخوف | - | warn | mts
اشتكى | يشتكي | مشتكي | - | say | mts
اعتذر | يعتذر | معتذر | - | say | as
حض | يحض | - | - | demand | ol
أهاب | يهيب | مهيب | - | demand | obs
أظهر | يظهر | مظهر | - | say | ts
أثبت | يثبت | مثبت | - | confirm | ts
أشاع | يشيع | - | - | say | t
زعم | يزعم | زاعم | زعم/مزاعم | say | tnq
ادعى | يدعي | مدعي | ادعاء/ادعاءات | say | tq
حاجج | يحاجج | محاجج | - | say | tb
جادل | يجادل | مجادل | - | say | tb
برر | يبرر | مبرر | - | say | obs
اعترض | يعترض | معترض | - | reject | l
احتج | يحتج | محتج | - | say | lbs
تحدث | يتحدث | متحدث | - | say | as
ألمح | يلمح | ملمح | - | say | it
لمح | - | - | - | say | is
أومأ | يومئ | - | - | say | is
رحب | يرحب | مرحب | ترحيب | say | b
ندد | يندد | مندد | تنديد | say | b
أدان | يدين | مدين | إدانة | say | ns
دان | - | - | - | say | ns
استنكر | يستنكر | مستنكر | - | say | nt
شجب | يشجب | - | - | say | n
انتقد | ينتقد | منتقد | انتقاد | say | n
استهجن | يستهجن | مستهجن | - | say | n
أسف | يأسف | آسف | - | say | lLs
شكك | يشكك | مشكك | تشكيك | say | fb
تمسك | يتمسك | متمسك | - | say | bs
تبنى | يتبنى | متبني | تبني | say | ns
أقر | يقر | مقر | إقرار | confirm | bts
اعترف | يعترف | معترف | اعتراف | confirm | bt
سلم | - | - | - | confirm | s
جزم | يجزم | جازم | - | confirm | bt
أيد | يؤيد | مؤيد | تأييد | accept | ns
طمأن | يطمئن | - | - | say | oit
نفى | ينفي | ناف | نفي | deny | tnqa
أنكر | ينكر | منكر | إنكار | deny | tn
كذب | يكذب | مكذب | تكذيب | deny | ns
فند | يفند | مفند | تفنيد | deny | n
دحض | يدحض | - | - | deny | n
طالب | يطالب | مطالب | مطالبة | demand | obs
دعا | يدعو | داعي | دعوة | demand | oiLqs
ناشد | يناشد | مناشد | مناشدة | demand | onbts
حث | يحث | حاث | حث | demand | ol
طلب | يطلب | طالب | - | demand | ntms
أمر | يأمر | - | - | demand | bs
اشترط | يشترط | مشترط | اشتراط | demand | nt
أوصى | يوصي | موصي | - | demand | bs
نصح | ينصح | ناصح | - | demand | obs
نادى | ينادي | منادي | - | demand | bs
اقترح | يقترح | مقترح | اقتراح | offer | ntl
عرض | يعرض | عارض | - | offer | nsl
تعهد | يتعهد | متعهد | تعهد | offer | btn
وعد | - | واعد | - | offer | obts
وافق | يوافق | موافق | - | accept | ls
قبل | يقبل | - | - | accept | bns
رفض | يرفض | رافض | - | reject | tn
استبعد | يستبعد | مستبعد | استبعاد | expect | tn
عارض | يعارض | معارض | - | reject | ns
حذر | يحذر | محذر | تحذير/تحذيرات | warn | mt
نبه | ينبه | منبه | - | warn | itms
هدد | يهدد | مهدد | تهديد/تهديدات | threaten | bt
توعد | يتوعد | متوعد | - | threaten | bs
لوح | يلوح | ملوح | - | threaten | bs
أنذر | ينذر | منذر | - | threaten | bs
اتهم | يتهم | متهم | اتهام/اتهامات | accuse | ob
حمل | يحمل | محمل | - | accuse | s
توقع | يتوقع | متوقع | - | expect | tn
رجح | يرجح | مرجح | - | expect | tn
تكهن | يتكهن | متكهن | - | expect | bt
تنبأ | يتنبأ | متنبئ | - | expect | b
أمل | يأمل | آمل | - | expect | tfbs
تمنى | يتمنى | متمني | - | expect | tn
شكر | يشكر | شاكر | - | thank | ol
أشاد | يشيد | مشيد | إشادة | thank | b
ثمن | يثمن | مثمن | تثمين | thank | ns
أثنى | يثني | مثني | - | thank | l
امتدح | يمتدح | ممتدح | - | thank | n
هنأ | يهنئ | مهنئ | - | thank | ols
نقل | ينقل | ناقل | نقل | say | r
نسب | ينسب | - | - | say | s
اقتبس | يقتبس | - | - | say | r
توجه | يتوجه | متوجه | - | thank | s
وجه | يوجه | موجه | - | say | s
تبادل | يتبادل | - | - | accuse | s
تقدم | يتقدم | متقدم | - | say | bs
أطلق | يطلق | - | - | demand | s
أصدر | يصدر | - | - | demand | s
ألقى | يلقي | - | - | accuse | s
وقف | يقف | - | - | offer | sw
قرر | يقرر | - | - | say | x
استقبل | يستقبل | - | - | say | x
التقى | يلتقي | - | - | say | x
بحث | يبحث | - | - | say | x
ترأس | يترأس | - | - | say | x
"""


class Cue(NamedTuple):
    """A lemma of saying. `frames` holds the letters above, and
    q: a quotation or colon may follow; r: "نقلت X عن Y"; w: only as "على استعداد"; x: no cue, but its subject is who a
    following "وأكد" speaks of."""

    lemma: str
    perfect: str
    imperfect: str
    participle: str
    noun: str
    act: Act
    frames: str


def _rows() -> tuple[Cue, ...]:
    rows = []
    for line in _TABLE.strip().splitlines():
        perfect, imperfect, participle, noun, act, frames = (c.strip() for c in line.split("|"))
        rows.append(Cue(perfect, perfect, imperfect, participle, noun, cast(Act, act), frames))
    return tuple(rows)


CUES: tuple[Cue, ...] = _rows()
NEUTRAL = these(
    "قال أضاف أعلن صرح أفاد ذكر أوضح أبان أفصح زاد استرسل شرح أشار كشف "
    "كتب تابع أردف استطرد واصل ختم علق رد أجاب نقل نوه لفت بين رأى اعتبر كرر"
)
"""Lemmas whose act gives way to what their words plainly do."""
