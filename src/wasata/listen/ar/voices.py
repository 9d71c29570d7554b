"""Voices: who has spoken so far, so that "وأضاف" finds its speaker and "المصدر" its side.

Danger: a later pronoun given to a person merely named.
Duty: the speakers of a report in order; the nearest that agrees; the fuller mention behind a short one.
"""

from bisect import bisect_left

from wasata.listen.ar import lands
from wasata.listen.ar.forms import NATION_IDS, PARTICIPLE, PARTICIPLE_F, SHE, THEY, cue_of
from wasata.listen.ar.lexicon import MASDAR, ORG, REL, TITLE, these
from wasata.listen.ar.line import Words
from wasata.listen.ar.noun_phrases import Speaker, can_speak, noun_phrase
from wasata.listen.ar.sources import speaker

_BACK = 8
"""How many speakers back a pronoun may look for its gender."""


_FAR = 60
"""How many speakers back a short mention looks for the fuller one."""


_RANKS = these("قياده كولونيل عقيد عميد لواء جنرال فريق مشير رئيس وزير وزيره حكومه جيش شرطه سلطات خارجيه داخليه وزاره")
_GOVERNING = these(
    "الجيش جيش وزاره الوزاره الحكومه الرئاسه الشرطه الخارجيه الداخليه الدفاع الوزراء الاركان البرلمان البلاد السلطات "
    "القياده رسميه الرسميه رسمي حكومي حكوميه الحكوميه المسلحه الجمهوريه النيابه الرئيس الوزير"
)
_EXPERTS = these("خبراء محققون محققين محققو")
_ADJECTIVES = ("يه", "ي", "ون", "ين")
_OWN_SIDE = these("جانبه جانبها جانبهم جهته جهتها")
_BODIES_BEFORE = these("المجلس المنظمه اللجنه الوكاله الهيئه الجبهه التنظيم الحركه الجماعه البعثه")
"""Definite and without a name: the body of that kind named before."""
_FORMER = these(
    "السابق السابقه الاسبق السابقون السابقين سابق سابقون سابقين الراحل بلديه البلديه شركه الشركه لجنه اللجنه الوفد"
)
"""One who no longer is it, or who presides over no state."""
_BEFORE_A_VERB = these("ان قد وقد فيما بينما كما حيث ورغم رغم بعد وبعد عقب ثم امس اليوم")
_BODIES = these("منظمه لجنه وكاله هيئه بعثه مفوضيه برنامج مكتب صندوق")
_LOCAL = these("محافظ حاكم عمده والي بلديه شرطه مديريه قائد قياده مجلس اداره سلطات مسؤول مدير صحه امن دائره جامعه")
"""Heads of an office that a town has."""
_MANY = these(
    "اهالي سكان شهود ناشطين نشطاء خبراء زعماء قاده وزراء نواب اعضاء عائلات اسر قاده علماء سفراء مصادر مئات الاف عشرات"
)
_RUN = ("تدير", "يدير", "تقود", "يقود", "تراس", "يراس", "يتزعم", "تتزعم", "التابع", "تابع", "تسيطر", "يسيطر")
"""What is said of those who have a body in their hands."""
_NO_STATES = frozenset(
    ("hamas", "pij", "hezbollah", "houthis", "un", "icrc", "eu", "vatican", "rsf", "palestinians", None)
)


class Voices:
    """The speakers of a report so far."""

    __slots__ = ("_begun", "_openers", "_outer", "_said", "_where", "_words")

    def __init__(self, words: Words) -> None:
        self._words = words
        self._said: list[Speaker] = []
        self._where: list[int] = []
        self._outer: list[bool] = []
        self._begun: list[tuple[int, int]] = []
        self._openers: dict[int, tuple[int, Speaker] | None] = {}

    def note(self, who: Speaker, where: int, *, inside: bool = False) -> None:
        """Remembers a speaker; `inside` for one who speaks only within another's words."""
        self._said.append(who)
        self._where.append(where)
        self._outer.append(not inside)

    def note_subject(self, begin: int, end: int) -> None:
        """Keeps where a sentence began, that may have no cue: its subject may be who the next one means."""
        self._begun.append((begin, end))

    def _subject_of(self, begin: int, end: int) -> tuple[int, Speaker] | None:
        """The voice right at the start of a sentence, alone or after its verb."""
        words = self._words
        for k in range(begin, min(begin + 2, end)):
            if can_speak(words, k) and words.word[k] not in _OWN_SIDE and not self._a_verb_too(k):
                return k, self._subject_at(k, end)
        for k in range(begin + 1, min(begin + 16, end)):
            speaks = can_speak(words, k) or (words.word[k] in _MANY and k + 1 < end and words.definite[k + 1])
            if speaks and words.word[k] not in _OWN_SIDE and self._after_its_verb(k, begin):
                stop = next((j for j in range(k + 1, min(k + 12, end)) if words.word[j] in ("في", "من")), end)
                return k, self._subject_at(k, stop)
        return None

    def _a_verb_too(self, k: int) -> bool:
        """Whether the title at word k is a verb of saying as well, joined by و, with no article: "⟦وطالب⟧ مكاوي…"."""
        words = self._words
        return bool(cue_of(words.value[k])) and words.bare_word[k] != words.word[k] and not words.definite[k]

    def _subject_at(self, k: int, stop: int) -> Speaker:
        """The subject that begins at word k, without the object of its verb ("انتهزت الحركة ⟦الفرصة⟧ ل…")."""
        words = self._words
        phrase = noun_phrase(words, k, stop, before_object=True)
        last = phrase.last
        if k not in words.mention and words.definite[k] and words.has(k, ORG) and k + 1 < last:
            j = k + 1
            if (
                words.definite[j]
                and not words.kind[j]
                and not words.glue[j]
                and not words.word[j].endswith(_ADJECTIVES)
            ):
                last = j if not words.word[j].startswith("الم") else last
        return speaker(words, k, phrase if last == phrase.last else phrase._replace(last=last))

    def _doer_before(self, where: int, begin: int, *, feminine: bool) -> Speaker | None:
        """The subject, right after its verb, of the nearest clause before a participle: "قصف ⟦الجيش⟧ القرية، زاعما أن…"."""
        words = self._words
        for k in range(where - 2, max(begin, where - 40), -1):
            if words.word[k] in "؛.":
                return None
            if can_speak(words, k) and self._after_its_verb(k, begin):
                stop = next(
                    (j for j in range(k + 1, min(k + 12, where - 1)) if words.word[j] in ("في", "من")), where - 1
                )
                who = self._subject_at(k, stop)
                return who if who.feminine == feminine else None
        return None

    def _after_its_verb(self, k: int, begin: int) -> bool:
        """Whether a verb that opens a clause stands right before word k ("على صعيد آخر، ⟦تظاهر⟧ الأهالي")."""
        words = self._words
        v = k - 1
        if words.sign[v] or words.definite[v] or words.glue[v] or words.kind[v] & ~MASDAR:
            return False
        told = words.value[v] >> 53 & 1 or (not words.kind[v] and words.bare_word[v][-1] not in "هاي")
        before = words.word[v - 1] if v > begin else ""
        return bool(told) and (
            v == begin or words.sign[v - 1] or before in _BEFORE_A_VERB or words.bare_word[v] != words.word[v]
        )

    @property
    def _subject(self) -> tuple[int, Speaker] | None:
        """The subject of the latest of the last three sentences that has one."""
        for begin, end in reversed(self._begun[-3:]):
            if begin not in self._openers:
                self._openers[begin] = self._subject_of(begin, end)
            found = self._openers[begin]
            if found is not None:
                return found
        return None

    def implied(self, form: int, where: int, begin: int, *, participle: bool) -> Speaker | None:
        """The nearest earlier voice that agrees with a verb's form; a participle belongs to its sentence's."""
        here = range(bisect_left(self._where, begin), len(self._said))
        subject = self._subject if not here else None
        if participle and not here and self._words.word[where - 1] == "،":
            doer = self._doer_before(where, begin, feminine=form == PARTICIPLE_F)
            if doer is not None:
                return doer
        if participle and here:
            return self._said[next((n for n in reversed(here) if self._outer[n]), here[-1])]
        if (
            not here
            and subject is not None
            and begin <= subject[0] < where
            and (
                subject[1].kind in ("person", "office", "organisation")
                or (form in (THEY, PARTICIPLE) and self._several(subject[1]))
            )
        ):
            return subject[1]
        if not self._said:
            return None if subject is None or subject[0] >= where else subject[1]
        last = self._said[-1]
        if not here and not self._outer[-1]:  # the one who said, not the one whose words were told within
            last = next(
                (self._said[n] for n in range(len(self._said) - 1, max(-1, len(self._said) - 5), -1) if self._outer[n]),
                last,
            )
        if (form == SHE and not last.feminine) or (form in (1,) and last.feminine and last.kind != "person"):
            for back in reversed(self._said[-_BACK:]):
                if back.feminine == (form == SHE):
                    return back
        if form == THEY and not self._several(last):
            for back in reversed(self._said[-_BACK:]):
                if self._several(back):
                    return back
            if last.kind in ("person", "office"):
                return None  # one person is no "they"
        return last

    def _several(self, who: Speaker) -> bool:
        """Whether a phrase names several persons."""
        word = self._words.word[who.first].removeprefix("و").removeprefix("ال")
        return word.endswith(("ون", "ين")) or word in _MANY

    def known(self, who: Speaker, begin: int) -> Speaker:
        """A short mention with the side and kind of the fuller one before it."""
        if who.actor is not None or who.kind == "outlet":
            return who
        words = self._words
        first = words.bare_word[who.first]
        short = first.removeprefix("و").removeprefix("ال") if first.startswith("وال") else first.removeprefix("ال")
        short = short[2:] if short.startswith("لل") and words.value[who.first] >> 16 & 3 == 2 else short
        if words.definite[who.first] and who.last - who.first <= 4:
            for back in reversed(self._said[-_FAR:]):
                head = words.word[back.first].removeprefix("ال")
                if back.actor and (head == short or _plural(head, short)):
                    return who._replace(actor=back.actor)
            side = self._mentioned(who, short) or self._headed(who, short)
            if side is not None:
                return who._replace(actor=side)
            if short in _BODIES and who.last - who.first == 1:
                side = self._body_before()
                if side is not None:
                    return who._replace(actor=side)
        if words.army is not None and any(map(words.is_the_army, range(who.first, who.last))):
            return who._replace(actor=words.army)
        if who.kind in ("person", "office"):
            for k in range(who.first + 1, who.last):
                if words.word[k] in _BODIES_BEFORE:  # "نائب رئيس ⟦المجلس⟧"
                    side = self._mentioned(who, words.word[k].removeprefix("ال"), alone=True)
                    if side is not None:
                        return who._replace(actor=side)
        if who.kind == "person":
            last = words.word[who.last - 1]
            for back in reversed(self._said[-_FAR:]):
                if last in words.word[back.first : back.last] and back.actor:
                    return who._replace(actor=back.actor)
            side = self._named_before(last, who.first)
            if side is not None:
                return who._replace(actor=side)
        if who.last - who.first > 1:
            opening = words.word[who.first : who.first + 2]
            for back in reversed(self._said[-8:]):
                if back.actor and words.word[back.first : back.first + 2] == opening and back.last - back.first > 1:
                    return who._replace(actor=back.actor)
        side = self._run_by(who)
        if side is not None:
            return who._replace(actor=side)
        if who.kind == "organisation" and not words.definite[who.first]:
            for n in range(len(self._said) - 1, -1, -1):
                if self._where[n] < begin:
                    break
                if self._said[n].actor and self._said[n].kind in ("organisation", "office"):
                    return who._replace(actor=self._said[n].actor)
        local = self._local(who)
        return self._governed(who) if local is None else who._replace(actor=local)

    def _local(self, who: Speaker) -> str | None:
        """ "مكتب محافظ ديار بكر", "رئيس بلدية عرسال": who holds an office in a town speaks for its state."""
        words = self._words
        if who.kind not in ("person", "office", "organisation") or not self._in_office(who):
            return None
        for k in range(who.first + 1, who.last):
            people = lands.people_at(words.word, k)
            if people is not None:
                return None if people == "palestinians" else people
        if who.last - who.first == 1 and words.definite[who.first]:  # "المحافظ" ← "محافظ كركوك"
            head = words.bare_word[who.first].removeprefix("لل").removeprefix("ال")
            for k in range(who.first - 1, max(0, who.first - 300), -1):
                if words.word[k] == head:
                    people = lands.people_at(words.word, k + 1)
                    return None if people == "palestinians" else people
        return None

    def _in_office(self, who: Speaker) -> bool:
        words = self._words
        return any(
            words.bare_word[k].removeprefix("لل").removeprefix("ال") in _LOCAL for k in range(who.first, who.last)
        ) and _FORMER.isdisjoint(set(words.word[who.first : who.last]) - {"بلديه", "البلديه"})

    def _headed(self, who: Speaker, short: str) -> str | None:
        """The side named nearest before with the same head ("الميليشيات" ← "ميليشيات الحوثي")."""
        words = self._words
        stem = _stem(short)
        if len(stem) < 3 or (who.kind == "person" and who.last - who.first > 1):
            return None
        second = words.word[who.first + 1] if who.last - who.first > 1 else ""
        sides = words.sides
        for n in range(bisect_left(sides, who.first) - 1, max(-1, bisect_left(sides, who.first) - 60), -1):
            k = sides[n]
            here = words.mention.get(k)
            if here is not None:
                side = None if here[0].what in ("outlet", "place") else here[0].party
            else:
                side = NATION_IDS[(words.value[k] >> 20 & 63) - 1]
            if side is None:
                continue
            for j in range(k, max(-1, k - 4), -1):
                if words.sign[j]:
                    break
                bare = words.bare_word[j]
                if stem in bare and _stem(bare.removeprefix("لل").removeprefix("ال")) == stem and (
                    not second or second in words.word[j : k + 1]
                ):  # fmt: skip
                    return side
        return None

    def _body_before(self) -> str | None:
        """ "المنظمة", "اللجنة" alone: the nearest body before that is no state's, by what it said or is named."""
        for back in reversed(self._said[-8:]):
            if back.kind in ("organisation", "office", "person"):
                if back.actor in ("un", "icrc", "eu"):
                    return back.actor
                if back.kind == "organisation":
                    return None
        return None

    def _run_by(self, who: Speaker) -> str | None:
        """ "الوزارة التي تديرها ⟦الحركة⟧", "قوات يقودها ⟦فلان⟧": the side of the one who runs the body, named right after."""
        words = self._words
        k = who.last
        if k < len(words.word) and words.word[k] == "،":
            k += 1
        if k < len(words.word) and words.has(k, REL):
            k += 1
        if (
            k + 1 < len(words.word)
            and words.word[k].startswith(_RUN)
            and words.word[k].endswith(("ها", "ه", "هم", "عه", "ع"))
        ):
            for j in range(k + 1, min(k + 4, len(words.word))):
                here = words.mention.get(j)
                if here is not None and here[0].party:
                    return here[0].party
        return None

    def _governed(self, who: Speaker) -> Speaker:
        """An office of state that names no state ("وزير الدفاع", "المتحدث باسم الجيش"): that of the state it governs.

        The side of the same office named before with its state; else the state named nearest before, or first after.
        """
        words = self._words
        word = words.word
        head = words.bare_word[who.first].removeprefix("ال")
        span = word[who.first : who.last]
        if "التحالف" in span:
            return who._replace(actor="saudi") if any(m.party == "houthis" for m in words.page.mentions) else who
        if head in _EXPERTS and who.last - who.first <= 2:
            return self._experts(who, head)
        if who.kind == "outlet" or not _FORMER.isdisjoint(span):
            return who
        if who.kind == "anonymous" and ("مصدر" not in head and "مصادر" not in head):
            return who
        if head not in _RANKS and _GOVERNING.isdisjoint(span):
            return who
        sides = words.sides
        here = bisect_left(sides, who.first)
        if here < len(sides) and sides[here] < who.last and head != "وفد":
            return who  # it names sides, and yet speaks for none or for two
        second = word[who.first + 1] if who.last - who.first > 1 else ""
        for back in reversed(self._said[-_FAR:]):
            if back.actor and words.bare_word[back.first].removeprefix("ال") == head and (
                back.last - back.first > 1 and word[back.first + 1] == second
            ):  # fmt: skip
                return who._replace(actor=back.actor)
        heard = [
            back.actor
            for back in reversed(self._said[-3:])
            if back.actor and back.actor not in _NO_STATES and back.kind in ("organisation", "office", "person")
        ]
        if heard and 2 * heard.count(heard[0]) >= len(heard):
            return who._replace(actor=heard[0])
        past = bisect_left(sides, who.last)
        near = [self._state_at(k) for k in [*reversed(sides[max(0, here - 24) : here]), *sides[past : past + 6]]]
        states = [side for side in near if side is not None]
        if not states:
            return who
        rival = max((states.count(s) for s in set(states) if s != states[0]), default=0)
        # where two states stand as near as each other, whose office it is nobody can say
        return who._replace(actor=states[0]) if states.count(states[0]) > rival else who

    def _state_at(self, k: int) -> str | None:
        """The state named at word k, None for what is no state."""
        words = self._words
        here = words.mention.get(k)
        if here is not None:
            side = None if here[0].what == "outlet" else here[0].party
        else:
            side = NATION_IDS[(words.value[k] >> 20 & 63) - 1]
        return None if side in _NO_STATES else side

    def _experts(self, who: Speaker, head: str) -> Speaker:
        """ "الخبراء" after "تقرير لخبراء الأمم المتحدة": those experts."""
        words = self._words
        for k in range(who.first - 1, max(0, who.first - 300), -1):
            if words.word[k].removeprefix("ل").removeprefix("و") == head:
                here = words.mention.get(k + 1)
                if here is not None and here[0].party and here[0].what != "outlet":
                    return who._replace(actor=here[0].party, kind="office")
        return who

    def _mentioned(self, who: Speaker, short: str, *, alone: bool = False) -> str | None:
        """The side of the nearest earlier roster name that opens with these words (الحركة → حركة …)."""
        words = self._words
        text = words.folded.text
        at = words.at[who.first]
        whole = short if alone else " ".join([short, *words.word[who.first + 1 : who.last]])
        mentions = words.page.mentions
        here = bisect_left(mentions, at, key=lambda m: m.start)
        for m in reversed(mentions[max(0, here - 4 * _FAR) : here]):
            if not m.party:
                continue
            name = text[m.start : m.end].removeprefix("ال")
            if name.startswith(whole + " ") or (
                who.last - who.first == 1
                and short in ("حركه", "جماعه")
                and m.party in ("hamas", "pij", "houthis", "taliban")
                and m.what == "party"
            ):
                return m.party
        return None

    def _named_before(self, surname: str, before: int) -> str | None:
        """The side of a title that stood with this name earlier, though it said nothing."""
        words = self._words
        for k in range(before - 1, max(0, before - 400), -1):
            if words.word[k] == surname:
                for s in range(max(0, k - 16), k):
                    if words.has(s, TITLE) and can_speak(words, s):
                        phrase = noun_phrase(words, s, k + 1)
                        if phrase.last >= k:
                            return speaker(words, s, phrase).actor
        return None


def _stem(word: str) -> str:
    """A head noun without what makes it plural or feminine, for comparing ("متمردون", "متمردين"; "ميليشيا", "ميليشيات")."""
    for end in ("ون", "ين", "ات", "ه", "ا", "و", "ي"):
        if word.endswith(end) and len(word) > len(end) + 2:
            return word[: -len(end)]
    return word


def _plural(a: str, b: str) -> bool:
    return {a, b} in ({"مصدر", "مصادر"}, {"مسؤول", "مسؤولون"}, {"متحدث", "ناطق"})
