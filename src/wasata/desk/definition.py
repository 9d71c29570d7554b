"""Definitions: what a word of the deal means, written here, put to each side, agreed by all who were asked.

Danger: a word each side reads its own way; a text that carries one side's words to another; one side told, by a number or by
a hint, what another said.
Duty: write a version, put it to a side (a second person does), take its word, put on the table what all have confirmed (two
people do). What is written and not agreed is flagged in any text: `flagged`.
Shape: ours in `bureau`, a side's in its channel, the agreed text on the `table`; each counts for itself. Where a side stands is
read from its channel by who holds it; that all have confirmed is looked up at the moment it goes on the table.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from wasata.carry.definition import digest
from wasata.desk.access import Desk, name_by, new_act_id
from wasata.desk.confidence import of_another_line, repeats
from wasata.desk.letter import require_recipient
from wasata.desk.line import LISTED, channel_head, channels_held, line_view, lines_held
from wasata.errors import DefinitionWrong, KindUnknown, LineUnknown
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.kinds.base import IDENT, Fact
from wasata.record.kinds.definition import (
    DefinitionAgreed,
    DefinitionApproved,
    DefinitionAsked,
    DefinitionConfirmed,
    DefinitionObjected,
    DefinitionPut,
    DefinitionWritten,
    Map,
)
from wasata.record.ledger import Written
from wasata.values import LANGS, Lang
from wasata.words import Key

# what stands


@dataclass(frozen=True, slots=True)
class Text:
    """What a version says, in both languages; a number with its unit, a map, or words alone."""

    names: Mapping[str, str]
    words: Mapping[str, str]
    also: tuple[str, ...] = ()
    value: Decimal | None = None
    unit: str | None = None
    map: Map | None = None

    @property
    def digest(self) -> str:
        """What an approver signs."""
        return digest(self.names, self.words, self.value, self.unit, self.map.digest if self.map else None)


@dataclass(frozen=True, slots=True)
class Version:
    """One version as its log counts it."""

    number: int
    text: Text
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """A side's word on a version: it confirms, or objects and says what instead. `person`: who said so to an officer."""

    number: int
    confirms: bool
    words: str | None
    person: str | None
    author: str
    at: datetime


@dataclass(slots=True)
class Ours:
    """A term in the bureau: its versions, which line was asked for which (and how its channel counts it), who approved."""

    versions: list[Version] = field(default_factory=list)
    asked: dict[tuple[int, str], int] = field(default_factory=dict)
    approved: dict[int, list[tuple[str, str, datetime]]] = field(default_factory=dict)


@dataclass(slots=True)
class Theirs:
    """A term in one channel: what was put there, and every word this side said on it, oldest first."""

    versions: list[Version] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)

    @property
    def word(self) -> Said | None:
        """What this side says of the version put last."""
        return next((s for s in reversed(self.said) if s.number == len(self.versions)), None)


def _version(entry: Entry) -> Version:
    d = entry.data
    value = None if d["value"] is None else Decimal(d["value"])
    text = Text(d["names"], d["words"], tuple(d["also"]), value, d["unit"], Map(**d["map"]) if d["map"] else None)
    return Version(d["number"], text, entry.author, entry.recorded_at)


def _ours(terms: dict[str, Ours], entry: Entry) -> dict[str, Ours]:
    d = entry.data
    match entry.kind:
        case "definition.written":
            terms.setdefault(d["term"], Ours()).versions.append(_version(entry))
        case "definition.asked":
            terms[d["term"]].asked[d["number"], d["line"]] = d["theirs"]
        case "definition.approved":
            word = (entry.author, d["digest"], entry.recorded_at)
            terms[d["term"]].approved.setdefault(d["number"], []).append(word)
        case kind if kind.startswith("definition."):
            raise KindUnknown(kind=kind, version=entry.version)
        case _:
            pass  # the team's other acts
    return terms


OURS: View[dict[str, Ours]] = View("definition.ours", 1, ("bureau",), dict, _ours)


def _theirs(terms: dict[str, Theirs], entry: Entry) -> dict[str, Theirs]:
    d = entry.data
    match entry.kind:
        case "definition.put":
            terms.setdefault(d["term"], Theirs()).versions.append(_version(entry))
        case "definition.confirmed" | "definition.objected":
            terms[d["term"]].said.append(
                Said(d["number"], entry.kind == "definition.confirmed", d.get("words"), d["person"], entry.author,
                     entry.recorded_at)
            )  # fmt: skip
        case kind if kind.startswith("definition."):
            raise KindUnknown(kind=kind, version=entry.version)
        case _:
            pass  # messages and how the channel is known
    return terms


@cache
def definitions_in(line: str) -> View[dict[str, Theirs]]:
    """What was put to one side and what it said, from `channel/<x>` alone: its delegates may ask it."""
    return View("definition.theirs", 1, (f"channel/{line}",), dict, _theirs)


def _agreed(terms: dict[str, list[Version]], entry: Entry) -> dict[str, list[Version]]:
    match entry.kind:
        case "definition.agreed":
            terms.setdefault(entry.data["term"], []).append(_version(entry))
        case kind if kind.startswith("definition."):
            raise KindUnknown(kind=kind, version=entry.version)
        case _:
            pass  # notices, names, days
    return terms


AGREED: View[dict[str, list[Version]]] = View("definition.agreed", 1, ("table",), dict, _agreed)


def _known(desk: Desk, term: str) -> Ours:
    found = desk.fold(OURS).get(term)
    if found is None:
        raise DefinitionWrong(why=Key("definition.why.unknown"), value=term)
    return found


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
        before = _known(desk, named).versions if term is not None else []
        if before and _same_text(before[-1].text, text):
            raise DefinitionWrong(why=Key("definition.why.same_text"), value=named)
        _require_nothing_overheard(desk, text, before)
        return {"bureau": (DefinitionWritten(term=named, number=len(before) + 1, **_told(text)),)}

    def same(was: Mapping[str, Sequence[Fact]]) -> bool:
        (fact,) = was.get("bureau", (None,))
        return isinstance(fact, DefinitionWritten) and fact.term == named and _same_text(_text_of(fact), text)

    desk.do("write_definition", decide, act_id=act_id, same=same)
    return named


def _same_text(one: Text, other: Text) -> bool:
    return (one.digest, one.also) == (other.digest, other.also)


def _told(text: Text) -> dict[str, Any]:
    return {
        "names": dict(text.names), "also": text.also, "words": dict(text.words), "value": text.value, "unit": text.unit,
        "map": text.map,
    }  # fmt: skip


def _text_of(fact: DefinitionWritten | DefinitionPut | DefinitionAgreed) -> Text:
    names, words = ({str(lang): told for lang, told in each.items()} for each in (fact.names, fact.words))
    return Text(names, words, fact.also, fact.value, fact.unit, fact.map)


class _Copied:
    """A text as another log tells it: its map is sealed anew beside that log, once however often the act is decided."""

    def __init__(self, desk: Desk, log: str) -> None:
        self.desk, self.log, self.pieces = desk, log, dict[str, str]()

    def text(self, text: Text) -> Text:
        if text.map is None:
            return text
        if text.map.piece not in self.pieces:
            content = self.desk.ledger.piece("bureau", text.map.piece)
            self.pieces[text.map.piece] = self.desk.ledger.keep_piece(self.log, content)
        return replace(text, map=text.map.model_copy(update={"piece": self.pieces[text.map.piece]}))


# put to a side


def put(desk: Desk, line: str, term: str, number: int, *, recipient: str, act_id: str | None = None) -> None:
    """Puts our newest version to one side for its word. A second person does it, not who wrote the text, and types for whom it
    is. The bureau notes first whom we ask; the act that writes the channel writes there and nowhere else. What was broken off
    between the two is taken up again.

    Raises:
        LineUnknown: this reader does not hold the line.
        DefinitionWrong: a newer version stands, he wrote it himself, this side was asked before, the team does not know the
            line, or the text repeats what was said on another line.
        MessageWrong: another recipient was typed.
    """
    if not desk.holds(f"line/{line}", f"channel/{line}"):
        raise LineUnknown(line=line)
    desk.require("put_definition", line=line)
    require_recipient(desk, line, recipient)
    act_id = act_id or new_act_id()

    def ready() -> tuple[Version, int]:
        """The version to be put, and how the channel will count it."""
        ours = _known(desk, term)
        version = ours.versions[-1]
        if version.number != number:
            raise DefinitionWrong(why=Key("definition.why.older"), value=number)
        if version.author == desk.reader:
            raise DefinitionWrong(why=Key("definition.why.own"), value=term)
        if line not in desk.fold(LISTED):
            raise DefinitionWrong(why=Key("definition.why.no_line"), value=line)
        put_before = desk.fold(definitions_in(line)).get(term, Theirs()).versions
        if ours.asked.get((number, line), 0) > 0 and len(put_before) >= ours.asked[number, line]:
            raise DefinitionWrong(why=Key("definition.why.put_before"), value=line)
        _require_nothing_overheard(desk, version.text, ours.versions[:-1], but=line, written_at=version.at)
        return version, len(put_before) + 1

    def ask() -> dict[str, tuple[Fact, ...]]:
        return {"bureau": (DefinitionAsked(term=term, number=number, line=line, theirs=ready()[1]),)}

    there = _Copied(desk, f"channel/{line}")

    def decide() -> dict[str, tuple[Fact, ...]]:
        version, theirs = ready()
        if desk.fold(OURS)[term].asked[number, line] != theirs:  # somebody else put one meanwhile
            raise DefinitionWrong(why=Key("definition.why.older"), value=number)
        return {f"channel/{line}": (DefinitionPut(term=term, number=theirs, **_told(there.text(version.text))),)}

    def same(was: Mapping[str, Sequence[Fact]]) -> bool:
        (fact,) = (*was.get("bureau", ()), *was.get(f"channel/{line}", ()))
        return isinstance(fact, DefinitionAsked | DefinitionPut) and fact.term == term

    with desk.hold():
        noted = (number, line) in _known(desk, term).asked
    if not noted:
        desk.do("ask_definition", ask, act_id=f"{act_id}.ask", same=same, line=line)
    desk.do("put_definition", decide, act_id=act_id, same=same, line=line)


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
    if number < 1 or not re.fullmatch(IDENT, term):
        raise DefinitionWrong(why=Key("definition.why.not_put"), value=term)
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
        known = desk.fold(line_view(line)).people.get(person)
        if known is None or known.left_at is not None:
            raise DefinitionWrong(why=Key("definition.why.person"), value=person)
        if not known.may_clear:
            raise DefinitionWrong(why=Key("definition.why.may_clear"), value=known.name)
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


def _require_confirmed(desk: Desk, term: str, ours: Ours, number: int, lines: Sequence[str]) -> None:
    for line in lines:
        theirs = desk.fold(definitions_in(line)).get(term, Theirs())
        if len(theirs.versions) != ours.asked[number, line] or theirs.word is None or not theirs.word.confirms:
            raise DefinitionWrong(why=Key("definition.why.unconfirmed"), value=number)


def _asked_for(ours: Ours, number: int) -> tuple[str, ...]:
    return tuple(sorted(line for n, line in ours.asked if n == number))


def approve(desk: Desk, term: str, *, act_id: str | None = None) -> Written:
    """A first person stands by it that the newest version goes on the table: he holds a channel that was asked, and every side
    whose answer he sees has confirmed. It tells the team so much.

    Raises:
        DefinitionWrong: fewer than two sides were asked, or one he sees has not confirmed, or he sees none.
    """

    def decide() -> dict[str, tuple[Fact, ...]]:
        ours = _known(desk, term)
        version = ours.versions[-1]
        asked = _asked_for(ours, version.number)
        if len(asked) < 2:
            raise DefinitionWrong(why=Key("definition.why.two_sides"), value=term)
        seen = [line for line in asked if line in channels_held(desk)]
        if not seen:
            raise DefinitionWrong(why=Key("definition.why.unconfirmed"), value=version.number)
        _require_confirmed(desk, term, ours, version.number, seen)
        if any(by == desk.reader for by, _, _ in ours.approved.get(version.number, ())):
            raise DefinitionWrong(why=Key("definition.why.approved"), value=version.number)
        fact = DefinitionApproved(term=term, number=version.number, digest=version.text.digest)
        return {"bureau": (fact,)}

    def same(was: Mapping[str, Sequence[Fact]]) -> bool:
        (fact,) = was.get("bureau", (None,))
        return isinstance(fact, DefinitionApproved) and fact.term == term

    return desk.do("approve_definition", decide, act_id=act_id, same=same)


def agree(desk: Desk, term: str, signed: str, *, act_id: str | None = None) -> Written:
    """A second person puts on the table what all who were asked have confirmed: he holds the channels of all of them, and looks
    once more at this moment. It reveals to each side that every other confirmed these words.

    Args:
        signed: the digest of the text as his page showed it.

    Raises:
        DefinitionWrong: nobody else approved it, a side's answer is not his to see, one has not confirmed, the text has changed
            since he saw it, or it stands there already.
    """

    there = _Copied(desk, "table")

    def decide() -> dict[str, tuple[Fact, ...]]:
        ours = _known(desk, term)
        version = ours.versions[-1]
        asked = _asked_for(ours, version.number)
        if version.text.digest != signed:
            raise DefinitionWrong(why=Key("definition.why.older"), value=term)
        if len(asked) < 2:
            raise DefinitionWrong(why=Key("definition.why.two_sides"), value=term)
        if not set(asked) <= set(channels_held(desk)):
            raise DefinitionWrong(why=Key("definition.why.not_all_held"), value=term)
        _require_confirmed(desk, term, ours, version.number, asked)
        first = [by for by, of, _ in ours.approved.get(version.number, ()) if by != desk.reader and of == signed]
        if not first:
            raise DefinitionWrong(why=Key("definition.why.second"), value=term)
        stands = desk.fold(AGREED).get(term, [])
        if stands and stands[-1].text.digest == signed:
            raise DefinitionWrong(why=Key("definition.why.agreed"), value=term)
        return {"table": (DefinitionAgreed(term=term, number=len(stands) + 1, **_told(there.text(version.text))),)}

    def same(was: Mapping[str, Sequence[Fact]]) -> bool:
        (fact,) = was.get("table", (None,))
        return isinstance(fact, DefinitionAgreed) and (fact.term, _text_of(fact).digest) == (term, signed)

    return desk.do("agree_definition", decide, act_id=act_id, same=same)


# questions


@dataclass(frozen=True, slots=True)
class Side:
    """Where one side stands that this reader holds: asked for which version of ours (0: none), which is its own version
    `theirs`, and its last word on it."""

    line: str
    name: str
    sign: str
    pattern: str
    asked: int
    theirs: int
    current: bool
    state: str
    said: Said | None
    may_put: bool
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DefinitionLine:
    """One term as the team sees it. `sides`: those this reader holds; `others_asked`: more were asked whom he does not see.

    `state`: `agreed`, `agreed_newer` (an older version is agreed), `asked`, `written`.
    """

    term: str
    name: str
    names: Mapping[str, str]
    text: Text
    number: int
    author: str
    at: datetime
    versions: tuple[Version, ...]
    sides: tuple[Side, ...]
    n_asked: int
    approved_by: tuple[str, ...]
    agreed: Version | None
    state: str
    may_approve: bool
    may_agree: bool


def definitions(desk: Desk, lang: Lang) -> tuple[DefinitionLine, ...]:
    """The definitions of the case, in the order of their names; where a side stands only for lines this reader holds.

    Raises:
        LogNotYours: he does not hold `bureau`.
    """
    with desk.hold():
        found = [_line(desk, term, ours, lang) for term, ours in desk.fold(OURS).items()]
    return tuple(sorted(found, key=lambda d: (d.name.casefold(), d.term)))


def definition(desk: Desk, term: str, lang: Lang) -> DefinitionLine:
    """One definition.

    Raises:
        DefinitionWrong: there is none of that name.
    """
    with desk.hold():
        return _line(desk, term, _known(desk, term), lang)


def _line(desk: Desk, term: str, ours: Ours, lang: Lang) -> DefinitionLine:
    version = ours.versions[-1]
    stands = desk.fold(AGREED).get(term, []) if desk.holds("table") else []
    agreed = stands[-1] if stands else None
    asked = _asked_for(ours, version.number)
    held = [x for x in lines_held(desk) if desk.holds(f"channel/{x}") and x in desk.fold(LISTED)]
    sides = tuple(_side(desk, term, ours, x, lang) for x in held)
    here = agreed is not None and agreed.text.digest == version.text.digest
    approved = tuple(by for by, _, _ in ours.approved.get(version.number, ()))
    seen = [s for s in sides if s.line in asked]
    confirmed = bool(seen) and all(s.state == "confirmed" for s in seen)
    ready = len(asked) > 1 and confirmed and not here
    state = "agreed" if here else "agreed_newer" if agreed else "asked" if asked else "written"
    return DefinitionLine(
        term, version.text.names[lang], version.text.names, version.text, version.number, version.author, version.at,
        tuple(reversed(ours.versions)), sides, len(asked), approved, agreed, state,
        ready and desk.may("approve_definition") and desk.reader not in approved,
        ready and len(seen) == len(asked) and desk.may("agree_definition") and any(by != desk.reader for by in approved),
    )  # fmt: skip


def _side(desk: Desk, term: str, ours: Ours, line: str, lang: Lang) -> Side:
    """`state`: `unasked`, `waiting`, `confirmed`, `objected`."""
    known, theirs = desk.fold(channel_head(line)), desk.fold(definitions_in(line)).get(term, Theirs())
    version = ours.versions[-1]
    of_ours = {put: number for (number, x), put in ours.asked.items() if x == line}
    last = of_ours.get(len(theirs.versions), 0)
    word = theirs.word
    state = "unasked" if not last else "waiting" if word is None else "confirmed" if word.confirms else "objected"
    people = tuple(
        (p.person, p.name) for p in desk.fold(line_view(line)).people.values() if p.may_clear and p.left_at is None
    )
    may_put = last != version.number and version.author != desk.reader and desk.may("put_definition", line=line)
    return Side(
        line, known["names"][lang], known["sign"], known["pattern"], last, len(theirs.versions),
        last == version.number, state, word, may_put, people,
    )  # fmt: skip
