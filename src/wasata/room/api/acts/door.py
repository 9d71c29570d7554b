"""A delegate's own acts: what his side says, what may be done with it, that he opened a letter, his word on a definition.

Danger: an answer that tells him anything his door does not; an hour or an order that comes from elsewhere.
Duty: the acts of his door, in his one channel. Nothing is answered but the name of what he wrote himself; answers leave on the
tick like all of his. Whoever is no delegate of one channel finds no such address.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from wasata.desk import definition as definitions
from wasata.desk import door as doors
from wasata.desk import letter as letters
from wasata.desk import message as messages
from wasata.desk.access import Desk
from wasata.desk.door import own_line
from wasata.desk.message import talk_of
from wasata.room.api.acting import LONG, Body, Named, act, said
from wasata.room.api.acts.messages import Files, HowCleared, PassageTold, handed_in, lang_of_words, told_of

Number = Annotated[int, said("acting.field.number", ge=1, le=99_999)]
Word = Annotated[Literal["confirm", "object"], said("acting.field.word")]
Instead = Annotated[str | None, said("definition.instead", max_length=LONG)]


def objection(word: str, words: str | None) -> str | None:
    """What it should mean instead; None where it is confirmed."""
    return (words or "").strip() if word == "object" else None


def _at_the_door(desk: Desk, _names: Mapping[str, str]) -> None:
    own_line(desk)


class SideSays(Body):
    """A message of his side, each passage and each file with what may be done with it: nothing, unless it says so."""

    passages: list[PassageTold]
    answers: Annotated[Named | None, said("message.field.answers")] = None
    files: Files = []


@act("channel", "say_in_channel", asks=_at_the_door)
def door_say(desk: Desk, told: SideSays, act_id: str) -> str:
    """Writes to the mediator."""
    if told.answers is not None:
        doors.letter(desk, told.answers)
    passages = told_of(told.passages)
    lang = lang_of_words(None, [w for w, _ in passages])
    files = handed_in(told.files)
    return messages.say(desk, own_line(desk), passages, lang, answers=told.answers, files=files, act_id=act_id)


class LetterOpened(Body):
    """A letter that is opened."""


@act("channel/{message}/open", "say_in_channel", asks=_at_the_door)
def door_open(desk: Desk, message: str, told: LetterOpened, act_id: str) -> None:  # noqa: ARG001 (`act` gives it)
    """Opens a letter: the mediator sees that it was opened."""
    line = own_line(desk)
    with desk.hold():
        found = talk_of(desk, line, "channel").messages.get(message)
    if found is None or found.seen_at is None:
        letters.seen(desk, line, message, act_id=act_id)


class SideClears(Body):
    """What may be done with a passage of his side from now on."""

    passage: Annotated[int, said("message.cli.number", ge=1, le=999)]
    clearance: HowCleared


@act("channel/{message}/clearances", "clear_passage", asks=_at_the_door)
def door_clear(desk: Desk, message: str, told: SideClears, act_id: str) -> None:
    """Says what may be done with a passage of his side from now on."""
    messages.clear(desk, own_line(desk), message, told.passage, told.clearance, act_id=act_id)


class SideAnswers(Body):
    """His side's word on a definition that was put to it: it is so, or it should be otherwise."""

    number: Number
    word: Word
    words: Instead = None


@act("channel/definitions/{term}/word", "answer_definition", asks=_at_the_door)
def door_word(desk: Desk, term: str, told: SideAnswers, act_id: str) -> None:
    """Confirms a definition that was put to his side, or objects to it."""
    definitions.answer(desk, own_line(desk), term, told.number, objection(told.word, told.words), act_id=act_id)
