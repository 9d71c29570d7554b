"""An assessment as it is made or revised; how it came out; who is named for the cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms

from wasata import words
from wasata.carry.assessment import RANGES, Outcome
from wasata.desk.assessment import OUTCOMES, WORDS, AssessmentLine
from wasata.desk.evidence import Offer
from wasata.desk.flagged import Watched
from wasata.record.kinds.assessment import Confidence
from wasata.room.forms.days import DayTyped
from wasata.room.forms.evidence import RestsOn, short, wide
from wasata.room.languages import page_language


def _told(word: Confidence) -> str:
    """A word of confidence with the range it means."""
    lang, (low, high) = page_language(), RANGES[word]
    name = words.say(f"assessment.confidence.{word}", lang)
    return words.say("assessment.word_and_range", lang, word=name, low=low, high=high)


@dataclass(frozen=True, slots=True)
class Choices:
    """Messages and contacts of the line, None in the cell; the other assessments that are open there."""

    messages: Sequence[Offer] | None
    contacts: Sequence[Offer] | None
    notices: Sequence[Offer]
    rivals: Sequence[AssessmentLine]
    zone: ZoneInfo
    today: date
    flags: Watched


class AssessmentForm(RestsOn):
    """A hypothesis: its words, how sure, what would change it, until when, its rivals, on what it rests."""

    words = forms.CharField(max_length=4_000, widget=wide(3))
    confidence = forms.ChoiceField()
    would_change = forms.CharField(max_length=4_000, widget=wide(2))
    until = DayTyped(required=True)
    rivals = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = page_language()
        self._rests_on(choices.messages, choices.contacts, choices.notices, choices.zone, choices.flags)
        self._days_by(choices.today)
        self.fields["confidence"].choices = [("", "–"), *((w, _told(w)) for w in WORDS)]  # type: ignore[attr-defined]
        if choices.rivals:
            self.fields["rivals"].choices = [  # type: ignore[attr-defined]
                (r.assessment, words.tame(r.now.words)[:120]) for r in choices.rivals
            ]
        else:
            del self.fields["rivals"]
        for name in ("words", "confidence", "would_change", "until", "rivals"):
            if name in self.fields:
                self.fields[name].label = words.say(f"assessment.form.{name}", lang)

    def is_taken(self) -> bool:
        """Whether it may be made: nothing is wrong, and its day was typed plainly or has been looked at."""
        if not self.is_valid():
            return False
        typed = self.cleaned_data["until"]
        return self.taken_as_typed({"until": typed}, {"until": typed.first})

    def sure(self) -> Confidence:
        return cast(Confidence, self.cleaned_data["confidence"])

    def day(self) -> date:
        return cast(date, self.cleaned_data["until"].first)


class CloseForm(forms.Form):
    """How it came out, and why we say so."""

    outcome = forms.ChoiceField(choices=[(o, o) for o in OUTCOMES])
    told = forms.CharField(required=False, max_length=2_000, widget=short())

    def came_out(self) -> Outcome:
        return cast(Outcome, self.cleaned_data["outcome"])
