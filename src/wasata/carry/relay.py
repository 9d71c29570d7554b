"""What a relay may say: the clearance of a passage against the form in which a sentence uses it. Pure.

Danger: a sentence that says more than its passage was cleared for; a quotation that is none; a "what if" that asserts.
Duty: which forms a clearance allows; whether one sentence keeps to the passages it rests on, and if not, why; the digest
that an approver signs; words of another line that stand in a letter without having been cleared.
Shape: clearances are ordered, each allows what the heavier ones allow: as theirs, as ours, only as a question, nothing.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

Clearance = Literal["theirs", "ours", "test", "none"]
Form = Literal["quote", "paraphrase", "ours", "test"]

ALLOWED: Mapping[Clearance, frozenset[Form]] = {
    "theirs": frozenset(("quote", "paraphrase", "ours", "test")),
    "ours": frozenset(("ours", "test")),
    "test": frozenset(("test",)),
    "none": frozenset(),
}
"""The forms in which a passage of each clearance may be used."""

TELLING = 6
"""So many words of another line in a row are no accident."""

Why = Literal["not_cleared", "form", "rests_on_nothing", "not_their_words", "no_question", "gone", "overheard"]


class Used(NamedTuple):
    """A passage as a sentence uses it: its words, its clearance now (None: there is no such passage), and its language. A file
    has a `media_type` and no words: nothing is quoted from it."""

    words: str
    clearance: Clearance | None
    lang: str
    media_type: str = ""


def refusal(words: str, form: Form, lang: str, rests_on: Sequence[Used]) -> Why | None:
    """Why a sentence may not pass; None if it may.

    A sentence that rests on nothing is the mediator's own and names no origin. A quotation stands word for word in one of its
    passages, in that passage's language. What is only to be tested is asked: it ends in a question mark.
    """
    if any(used.clearance is None for used in rests_on):
        return "gone"
    if any(used.clearance == "none" for used in rests_on):
        return "not_cleared"
    if any(form not in ALLOWED[used.clearance] for used in rests_on if used.clearance is not None):
        return "form"
    if not rests_on and form != "ours":
        return "rests_on_nothing"
    if form == "quote" and not any(used.lang == lang and _stands_in(words, used.words) for used in rests_on):
        return "not_their_words"
    if form == "test" and not words.rstrip(" .»”\"'").endswith(("?", "؟")):
        return "no_question"
    return None


def digest(
    to: str, lang: str, sentences: Iterable[tuple[str, str, Sequence[str]]], answers: str | None,
    pieces: Iterable[Sequence[str]] = (),
) -> str:  # fmt: skip
    """The SHA-256 of a letter as the other side will see it, and of what each sentence rests on: whoever approves signs these
    words on these passages and no other. A file is told by its name and the hash of its bytes."""
    told = {  # in the order of the alphabet
        "answers": answers,
        "lang": lang,
        "pieces": [list(p) for p in pieces],
        "sentences": [[words, form, list(rests_on)] for words, form, rests_on in sentences],
        "to": to,
    }
    return hashlib.sha256(
        json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    ).hexdigest()


def overheard(words: str, kept: Iterable[str]) -> tuple[str, ...]:
    """The runs of at least `TELLING` words of a letter that stand alike in what may not pass, each as it stands there."""
    return tuple(run for _, run in overheard_in((words,), kept))


def overheard_in(sentences: Sequence[str], kept: Iterable[str]) -> tuple[tuple[int, str], ...]:
    """The same of many sentences in one look at what may not pass: each by its place, with the first run in each text."""
    said: dict[tuple[str, ...], list[int]] = {}
    for place, sentence in enumerate(sentences):
        alike = [word.translate(_ALIKE) for word in _words(sentence)]
        for n in range(len(alike) - TELLING + 1):
            said.setdefault(tuple(alike[n : n + TELLING]), []).append(place)
    found: list[tuple[int, str]] = []
    for text in kept if said else ():
        other = _words(text)
        alike = [word.translate(_ALIKE) for word in other]
        heard: set[int] = set()
        for n in range(len(other) - TELLING + 1):
            for place in said.get(tuple(alike[n : n + TELLING]), ()):
                if place not in heard:
                    heard.add(place)
                    found.append((place, " ".join(other[n : n + TELLING])))
    return tuple(found)


def overheard_anew(words: str, kept: Sequence[str], known: Sequence[str]) -> str | None:
    """The first run of a text that stands so in what may not pass and in nothing that is known where it goes; None if there is
    none. What stands in both is no news there."""
    theirs = [text for text in kept if overheard(words, (text,))]
    said = re.findall(r"\w+", _plain(words)) if theirs else []
    runs = (" ".join(said[n : n + TELLING]) for n in range(len(said) - TELLING + 1))
    return next((run for run in runs if overheard(run, theirs) and not overheard(run, known)), None)


_MARKS = re.compile(r"[\u064b-\u0652\u0670\u0640]")
_ALIKE = str.maketrans("أإآٱىةؤئ", "اااايهوي")
"""Letters that hands write for one another."""


def _plain(text: str) -> str:
    """Letters without the marks above them, and without those nobody sees."""
    seen = "".join(letter for letter in unicodedata.normalize("NFC", text) if unicodedata.category(letter) != "Cf")
    return _MARKS.sub("", seen)


def _bare(text: str) -> str:
    """Words without what a copyist changes: blanks, the marks above Arabic letters, the shape of quotation marks."""
    return re.sub(r"\s+", " ", re.sub(r"[«»“”„\"]", "", _plain(text))).strip(" .،,")


def _stands_in(quoted: str, said: str) -> bool:
    """Whether whole words stand so in what was said: "five days" is no quotation of "twenty-five days"."""
    bare = _bare(quoted)
    return (
        bool(bare) and re.search(rf"(?<![\w-])(?<!\d[.,]){re.escape(bare)}(?![\w-])(?![.,]\d)", _bare(said)) is not None
    )


def alike(word: str) -> str:
    """A word as it is compared: without marks, case, and the difference of letters that hands write for one another."""
    return _plain(word).casefold().translate(_ALIKE)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", _plain(text).casefold())
