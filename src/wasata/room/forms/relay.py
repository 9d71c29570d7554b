"""The letter of a relay as it is typed: which passages were picked, sentence by sentence what it says and rests on.

Danger: what somebody typed lost because one sentence was refused; a passage in the form that nobody picked.
Duty: what was sent as plain values, kept whole for the page; and as the sentences that the desk is asked with.
Shape: fields `words-0`, `form-0`, `rests-0` … in the order of the letter; a sentence left empty is no sentence.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import get_args

from django.http import QueryDict

from wasata.carry.relay import ALLOWED, Clearance, Form
from wasata.desk.enclosure import MOST as MOST_FILES
from wasata.desk.relay_choice import ref_of
from wasata.desk.relayed import ref_text
from wasata.record.kinds.relay import RelaySentence
from wasata.room.forms.message import hold_typed
from wasata.values import LANGS, Lang

FORMS: tuple[Form, ...] = get_args(Form)
MOST = 60
"""Sentences of one letter, as the record takes them."""
LONGEST = 4_000
SPARE = 2
"""Empty sentences that stand ready below the written ones."""
PICKED = 200
_PIECE = re.compile(r"[0-9a-f]{64}")
_FIRST: Mapping[Clearance, Form] = {"theirs": "paraphrase", "ours": "ours", "test": "test", "none": "ours"}


@dataclass(frozen=True, slots=True)
class Typed:
    """One sentence as typed."""

    words: str
    form: Form
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as typed. `relay`: of which relay it is the next draft; `picked`: passages by their names."""

    to: str
    lang: Lang | None
    picked: tuple[str, ...]
    sentences: tuple[Typed, ...]
    relay: str
    answers: str
    files: tuple[tuple[str, str], ...] = ()
    """Files that go with it, each with the passage it rests on."""

    @property
    def written(self) -> tuple[tuple[int, Typed], ...]:
        """The sentences that say something, with their place on the page."""
        return tuple((n, s) for n, s in enumerate(self.sentences) if s.words)

    @property
    def asked(self) -> tuple[RelaySentence, ...]:
        """As the desk is asked; a passage that no form offers is left out by `letter_of` before."""
        told = ((s, tuple(ref for ref in map(ref_of, s.rests_on) if ref is not None)) for _, s in self.written)
        return tuple(RelaySentence(words=s.words, form=s.form, rests_on=refs) for s, refs in told)

    def spare(self, more: int = SPARE) -> "Letter":
        """With empty sentences below, up to as many as a letter may have."""
        empty = Typed("", "ours", ())
        kept = tuple(s for _, s in self.written)
        return replace(self, sentences=(*kept, *([empty] * max(0, min(more, MOST - len(kept))))))


def letter_of(given: QueryDict) -> Letter:
    """What was sent: rests only on passages that were picked."""
    picked = tuple(dict.fromkeys(p for p in given.getlist("pick")[:PICKED] if ref_of(p) is not None))
    sentences = []
    for n in range(MOST):
        if f"words-{n}" not in given:
            break
        words = given.get(f"words-{n}", "").replace("\r\n", "\n").strip()
        form: Form = next((f for f in FORMS if f == given.get(f"form-{n}")), "ours")
        rests_on = tuple(p for p in dict.fromkeys(given.getlist(f"rests-{n}")) if p in picked)
        sentences.append(Typed(words, form, rests_on))
    lang = next((x for x in LANGS if x == given.get("letter_lang")), None)
    return Letter(given.get("to", "")[:64], lang, picked, tuple(sentences), given.get("relay", "")[:64],
                  given.get("answers", "")[:64], _files(given, picked))  # fmt: skip


def _files(given: QueryDict, picked: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    pieces = dict.fromkeys(p for p in given.getlist("file") if _PIECE.fullmatch(p))
    told = ((piece, given.get(f"file-rests-{piece}", "")) for piece in list(pieces)[: MOST_FILES + 1])
    return tuple((piece, ref if ref in picked else "") for piece, ref in told)


def begun(letter: Letter, cleared: Mapping[str, Clearance]) -> Letter:
    """A letter with one sentence ready for each picked passage that no sentence rests on yet, in the heaviest form it may have
    but its own words: those are quoted on purpose."""
    resting = {ref for s in letter.sentences for ref in s.rests_on}
    new = (Typed("", _FIRST[cleared[ref]], (ref,)) for ref in letter.picked if ref in cleared and ref not in resting)
    written = tuple(s for _, s in letter.written)
    return replace(letter, sentences=(*written, *new, Typed("", "ours", ())))


def as_typed(sentences: Sequence[RelaySentence]) -> tuple[Typed, ...]:
    """Sentences that stand, for the form of the next draft."""
    return tuple(Typed(s.words, s.form, tuple(map(ref_text, s.rests_on))) for s in sentences)


def forms_of(clearance: Clearance) -> tuple[Form, ...]:
    """The forms a passage may be used in, the heaviest first."""
    return tuple(form for form in FORMS if form in ALLOWED[clearance])


def hold_of(given: QueryDict) -> timedelta:
    """How long a letter is to wait, of those that are offered."""
    return hold_typed(given.get("hold", ""))
