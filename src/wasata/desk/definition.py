"""Definitions: what a word of the deal means, written here, put to each side, agreed by all who were asked.

Danger: a word each side reads its own way; a text that carries one side's words to another; one that goes where its author
did not mean it to.
Duty: write a version, put it to a side (a second person does), take its word, put on the table what all have confirmed (two
people do). What goes to a side or to the table waits first, and who sent it can take it back. What is written and not agreed
is flagged in any text: `flagged`.
Shape: what stands is folded in `defined`; what waits leaves by `definition_delivery`. That all have confirmed is looked up when
it is put on the table, and again when it leaves.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from wasata.desk.access import Desk, exactly, name_by, new_act_id
from wasata.desk.confidence import of_another_line, repeats
from wasata.desk.defined import (
    Ours,
    Text,
    Theirs,
    Version,
    definitions_in,
    held_on,
    known,
    on_table,
    unconfirmed,
)
from wasata.desk.letter import HOLD, HOLDS, require_recipient
from wasata.desk.line import LISTED, channels_held, line_view
from wasata.desk.look import typed_is
from wasata.errors import DefinitionWrong, LineUnknown
from wasata.record.kinds.base import IDENT, Fact
from wasata.record.kinds.definition import (
    AgreementHeld,
    AgreementTakenBack,
    DefinitionApproved,
    DefinitionConfirmed,
    DefinitionHeld,
    DefinitionObjected,
    DefinitionTakenBack,
    DefinitionWritten,
)
from wasata.record.ledger import Written
from wasata.values import LANGS
from wasata.words import Key

# writing


def _require_whole(text: Text) -> None:
    for told in (text.names, text.words):
        missing = next((lang for lang in LANGS if not told.get(lang, "").strip()), None)
        if missing:
            raise DefinitionWrong(why=Key("definition.why.empty"), value=missing)


def _require_nothing_overheard(
    desk: Desk, text: Text, earlier: Sequence[Version], *, but: str | None = None, written_at: datetime | None = None
) -> None:
    """A definition repeats nothing that was said in confidence: it goes to all sides.

    Raises:
        DefinitionWrong: six words in a row stand alike on a line this reader holds (`but` is the one it goes to), and not in
            an earlier version of ours.
    """
    ours = [words for v in earlier for words in (*v.text.words.values(), *v.text.names.values())]
    for told in (*text.words.values(), *text.names.values()):
        run = repeats(desk, told, but=but, ours=ours, written_at=written_at)
        if run is not None:
            raise DefinitionWrong(why=Key("definition.why.overheard"), value=run)


def write(desk: Desk, text: Text, *, term: str | None = None, act_id: str | None = None) -> str:
    """Writes a term with its first version, or the next version of `term`. Gives the term's name.

    Raises:
        DefinitionWrong: a language is missing, nothing has changed, or its words were said in confidence on a line.
    """
    act_id = act_id or new_act_id()
    named = term or f"df-{name_by(act_id)}"
    _require_whole(text)

    def decide() -> dict[str, tuple[Fact, ...]]:
        before = known(desk, named).versions if term is not None else []
        if before and _same_text(before[-1].text, text):
            raise DefinitionWrong(why=Key("definition.why.same_text"), value=named)
        _require_nothing_overheard(desk, text, before)
        return {"bureau": (DefinitionWritten(term=named, number=len(before) + 1, **told_of(text)),)}

    def same(was: Mapping[str, Sequence[Fact]]) -> bool:
        (fact,) = was.get("bureau", (None,))
        return isinstance(fact, DefinitionWritten) and fact.term == named and _same_text(_text_of(fact), text)

    desk.do("write_definition", decide, act_id=act_id, same=same)
    return named


def _same_text(one: Text, other: Text) -> bool:
    return (one.digest, one.also) == (other.digest, other.also)


def told_of(text: Text) -> dict[str, Any]:
    return {
        "names": dict(text.names), "also": text.also, "words": dict(text.words), "value": text.value, "unit": text.unit,
        "map": text.map,
    }  # fmt: skip


def _text_of(fact: DefinitionWritten) -> Text:
    names, words = ({str(lang): told for lang, told in each.items()} for each in (fact.names, fact.words))
    return Text(names, words, fact.also, fact.value, fact.unit, fact.map)


class Copied:
    """A text as another log tells it: its map is sealed anew beside that log, once however often the act is decided."""

    def __init__(self, desk: Desk, log: str) -> None:
        self.desk, self.log = desk, log
        self.pieces: dict[str, str] = {}

    def text(self, text: Text) -> Text:
        if text.map is None:
            return text
        if text.map.piece not in self.pieces:
            content = self.desk.ledger.piece("bureau", text.map.piece)
            self.pieces[text.map.piece] = self.desk.ledger.keep_piece(self.log, content)
        return replace(text, map=text.map.model_copy(update={"piece": self.pieces[text.map.piece]}))


# put to a side


def _require_hold(hold: timedelta) -> None:
    """It waits for a time that is offered.

    Raises:
        DefinitionWrong: it would wait for another.
    """
    if hold not in HOLDS:
        raise DefinitionWrong(why=Key("definition.why.hold"), value=int(hold.total_seconds() // 60))


def put(
    desk: Desk, line: str, term: str, number: int, *, recipient: str, hold: timedelta = HOLD, act_id: str | None = None
) -> Written:  # fmt: skip
    """Puts our newest version to one side for its word. A second person does it, not who wrote the text, and types for whom it
    is. It waits for `hold` in `line/<x>`, where he can take it back; then it leaves (`definition_delivery`).

    Raises:
        LineUnknown: this reader does not hold the line.
        DefinitionWrong: a newer version stands, he wrote it himself, this side was asked before or it waits already, the team
            does not know the line, the text repeats what was said on another line, or it would wait for a time that is not
            offered.
        MessageWrong: another recipient was typed.
    """
    if not desk.holds(f"line/{line}", f"channel/{line}"):
        raise LineUnknown(line=line)
    _require_hold(hold)
    require_recipient(desk, line, recipient)
    until = desk.now() + hold

    def decide() -> dict[str, tuple[Fact, ...]]:
        ours = known(desk, term)
        version = ours.versions[-1]
        if version.number != number:
            raise DefinitionWrong(why=Key("definition.why.older"), value=number)
        if version.author == desk.reader:
            raise DefinitionWrong(why=Key("definition.why.own"), value=term)
        if line not in desk.fold(LISTED):
            raise DefinitionWrong(why=Key("definition.why.no_line"), value=line)
        waits = desk.fold(held_on(line)).get((term, number))
        if waits is not None and waits.taken_back_at is None:  # it waits, or has left
            raise DefinitionWrong(why=Key("definition.why.put_before"), value=line)
        _require_nothing_overheard(desk, version.text, ours.versions[:-1], but=line, written_at=version.at)
        return {f"line/{line}": (DefinitionHeld(term=term, number=number, until=until),)}

    def same(was: Mapping[str, Sequence[Fact]]) -> bool:
        (fact,) = was.get(f"line/{line}", (None,))
        return isinstance(fact, DefinitionHeld) and (fact.term, fact.number) == (term, number)

    return desk.do("put_definition", decide, act_id=act_id, same=same, line=line)


def take_back(desk: Desk, line: str, term: str, number: int, *, act_id: str | None = None) -> Written:
    """Who put a version to a side takes it back while it waits. The side never knows.

    Raises:
        LineUnknown: this reader does not hold the line.
        DefinitionWrong: it is not his, has left, or was taken back.
    """
    if not desk.holds(f"line/{line}", f"channel/{line}"):
        raise LineUnknown(line=line)
    require_term(term, number)
    fact = DefinitionTakenBack(term=term, number=number)

    def decide() -> dict[str, tuple[Fact, ...]]:
        waits = desk.fold(held_on(line)).get((term, number))
        if waits is None or waits.author != desk.reader:
            raise DefinitionWrong(why=Key("definition.why.not_yours"), value=term)
        if waits.taken_back_at is not None or (number, line) in known(desk, term).asked:
            raise DefinitionWrong(why=Key("definition.why.left"), value=term)
        return {f"line/{line}": (fact,)}

    same = exactly({f"line/{line}": (fact,)})
    return desk.do("put_definition", decide, act_id=act_id, same=same, alone=True, line=line)


def require_term(term: str, number: int) -> None:
    """What is named could be a version at all.

    Raises:
        DefinitionWrong: it could not.
    """
    if number < 1 or not re.fullmatch(IDENT, term):
        raise DefinitionWrong(why=Key("definition.why.not_put"), value=term)


def put_to(desk: Desk, line: str, term: str) -> tuple[Version, ...]:
    """The versions that were put to one side, as its channel counts them. Ask inside `hold`.

    Raises:
        LineUnknown: this reader holds no such channel.
    """
    if line not in channels_held(desk):
        raise LineUnknown(line=line)
    return tuple(desk.fold(definitions_in(line)).get(term, Theirs()).versions)


# their word


def _require_put(desk: Desk, line: str, term: str, number: int) -> None:
    found = desk.fold(definitions_in(line)).get(term)
    if found is None or len(found.versions) != number:
        raise DefinitionWrong(why=Key("definition.why.not_put"), value=term)


def _word(term: str, number: int, objection: str | None, person: str | None) -> Fact:
    require_term(term, number)
    if person is not None and not re.fullmatch(IDENT, person):  # nobody is called so
        raise DefinitionWrong(why=Key("definition.why.person"), value=person)
    if objection is None:
        return DefinitionConfirmed(term=term, number=number, person=person)
    if not objection.strip():
        raise DefinitionWrong(why=Key("definition.why.objection"), value=term)
    return DefinitionObjected(term=term, number=number, words=objection, person=person)


def answer(
    desk: Desk, line: str, term: str, number: int, objection: str | None = None, *, act_id: str | None = None
) -> Written:
    """A delegate confirms the version put to his side last, or objects and says what it should be. His side may change its
    word.

    Raises:
        DefinitionWrong: it was not put, a newer one was, or an objection says nothing.
    """
    fact = _word(term, number, objection, None)

    def decide() -> dict[str, tuple[Fact, ...]]:
        _require_put(desk, line, term, number)
        return {f"channel/{line}": (fact,)}

    return desk.do(
        "answer_definition", decide, act_id=act_id, same=lambda was: (*was.values(),) == ((fact,),), line=line
    )


def take_down(
    desk: Desk, line: str, term: str, number: int, objection: str | None = None, *, person: str, act_id: str | None = None
) -> Written:  # fmt: skip
    """An officer writes into the channel what somebody at the other end, who may give his side's word, said of the version put
    last.

    Raises:
        DefinitionWrong: as `answer`; or nobody of that name is there, or he may not give his side's word.
    """
    fact = _word(term, number, objection, person)

    def decide() -> dict[str, tuple[Fact, ...]]:
        _require_put(desk, line, term, number)
        speaks = desk.fold(line_view(line)).people.get(person)
        if speaks is None or speaks.left_at is not None:
            raise DefinitionWrong(why=Key("definition.why.person"), value=person)
        if not speaks.may_clear:
            raise DefinitionWrong(why=Key("definition.why.may_clear"), value=speaks.name)
        run = of_another_line(desk, line, (objection,), also=_texts_in(desk, line))
        if run is not None:
            raise DefinitionWrong(why=Key("definition.why.other_line"), value=run)
        return {f"channel/{line}": (fact,)}

    return desk.do(
        "take_down_definition", decide, act_id=act_id, same=lambda was: (*was.values(),) == ((fact,),), line=line
    )


def _texts_in(desk: Desk, line: str) -> list[str]:
    """What this side was shown of definitions: they may say it after us."""
    return [
        w for theirs in desk.fold(definitions_in(line)).values() for v in theirs.versions for w in v.text.words.values()
    ]


# agreed by all


def require_confirmed(desk: Desk, term: str, ours: Ours, number: int, lines: Sequence[str]) -> None:
    """Raises:
    DefinitionWrong: one of these lines does not confirm this version, as its channel stands now.
    """
    if unconfirmed(desk, term, ours, number, lines) is not None:
        raise DefinitionWrong(why=Key("definition.why.unconfirmed"), value=number)


def approve(desk: Desk, term: str, *, act_id: str | None = None) -> Written:
    """A first person stands by it that the newest version goes on the table: he holds a channel that was asked, and every side
    whose answer he sees has confirmed. It tells the team so much.

    Raises:
        DefinitionWrong: fewer than two sides were asked, or one he sees has not confirmed, or he sees none.
    """

    def decide() -> dict[str, tuple[Fact, ...]]:
        ours = known(desk, term)
        version = ours.versions[-1]
        asked = ours.asked_for(version.number)
        if len(asked) < 2:
            raise DefinitionWrong(why=Key("definition.why.two_sides"), value=term)
        seen = [line for line in asked if line in channels_held(desk)]
        if not seen:
            raise DefinitionWrong(why=Key("definition.why.unconfirmed"), value=version.number)
        require_confirmed(desk, term, ours, version.number, seen)
        if any(by == desk.reader for by, _, _ in ours.approved.get(version.number, ())):
            raise DefinitionWrong(why=Key("definition.why.approved"), value=version.number)
        fact = DefinitionApproved(term=term, number=version.number, digest=version.text.digest)
        return {"bureau": (fact,)}

    def same(was: Mapping[str, Sequence[Fact]]) -> bool:
        (fact,) = was.get("bureau", (None,))
        return isinstance(fact, DefinitionApproved) and fact.term == term

    return desk.do("approve_definition", decide, act_id=act_id, same=same)


def require_agreed(desk: Desk, term: str, signed: str, second: str) -> Version:
    """The version that may go on the table by this second person now, from the desk of one who sees all the answers. Ask inside
    `hold`.

    Raises:
        DefinitionWrong: nobody else approved it, a side's answer is not to be seen here, one has not confirmed, the text has
            changed since, or it stands there already.
    """
    ours = known(desk, term)
    version = ours.versions[-1]
    asked = ours.asked_for(version.number)
    if version.text.digest != signed:
        raise DefinitionWrong(why=Key("definition.why.older"), value=term)
    if len(asked) < 2:
        raise DefinitionWrong(why=Key("definition.why.two_sides"), value=term)
    if not set(asked) <= set(channels_held(desk)):
        raise DefinitionWrong(why=Key("definition.why.not_all_held"), value=term)
    require_confirmed(desk, term, ours, version.number, asked)
    if not any(by != second and of == signed for by, of, _ in ours.approved.get(version.number, ())):
        raise DefinitionWrong(why=Key("definition.why.second"), value=term)
    if on_table(desk, term, signed):
        raise DefinitionWrong(why=Key("definition.why.agreed"), value=term)
    return version


def agree(
    desk: Desk, term: str, signed: str, *, named: str, hold: timedelta = HOLD, act_id: str | None = None
) -> Written:  # fmt: skip
    """A second person puts on the table what all who were asked have confirmed: he holds the channels of all of them, and types
    the word it is: the table has every side for its recipient, and what can be mistaken is the word. It waits for `hold`
    in `bureau`, where he can take it back; when it leaves, all is looked at once more. It reveals to each side that
    every other confirmed these words.

    Args:
        signed: the digest of the text as his page showed it.

    Raises:
        DefinitionWrong: as `require_agreed`; or it waits already, another word was typed, or it would wait for a time that is
            not offered.
    """
    _require_hold(hold)
    until = desk.now() + hold

    def decide() -> dict[str, tuple[Fact, ...]]:
        version = require_agreed(desk, term, signed, desk.reader)
        if not typed_is(named, version.text.names.values()):
            raise DefinitionWrong(why=Key("definition.why.named"), value=named)
        waits = known(desk, term).held
        if waits is not None and waits.taken_back_at is None and waits.number == version.number:
            raise DefinitionWrong(why=Key("definition.why.agreed"), value=term)
        return {"bureau": (AgreementHeld(term=term, number=version.number, digest=signed, until=until),)}

    def same(was: Mapping[str, Sequence[Fact]]) -> bool:
        (fact,) = was.get("bureau", (None,))
        return isinstance(fact, AgreementHeld) and (fact.term, fact.digest) == (term, signed)

    return desk.do("agree_definition", decide, act_id=act_id, same=same)


def take_back_agreement(desk: Desk, term: str, *, act_id: str | None = None) -> Written:
    """Who put a definition on the table takes it back while it waits. No side ever knows.

    Raises:
        DefinitionWrong: it is not his, stands there, or was taken back.
    """

    def decide() -> dict[str, tuple[Fact, ...]]:
        waits = known(desk, term).held
        if waits is None or waits.author != desk.reader:
            raise DefinitionWrong(why=Key("definition.why.not_yours"), value=term)
        if waits.taken_back_at is not None or on_table(desk, term, waits.digest):
            raise DefinitionWrong(why=Key("definition.why.left"), value=term)
        return {"bureau": (AgreementTakenBack(term=term, number=waits.number),)}

    def same(was: Mapping[str, Sequence[Fact]]) -> bool:
        (fact,) = was.get("bureau", (None,))
        return isinstance(fact, AgreementTakenBack) and fact.term == term

    return desk.do("agree_definition", decide, act_id=act_id, same=same, alone=True)
