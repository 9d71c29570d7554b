"""What waits for the common table: asked by one of the team, put there by a second.

Danger: a word before all sides that one person alone put there; a word approved that is not the one that is put; what one side
said, told to all.
Duty: ask for a notice, a name, a day (new, moved, struck), a commitment (new, withdrawn); take it back; send it back with a
reason; approve exactly what was asked and put it there; what waits. Where all is public `offer` puts it at once.
Shape: what is asked, and every word on it, stands in `bureau`. The act that writes `table` writes there and nowhere else: the
hour and number of its entry hang on the table and on nothing of any line.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from wasata.desk.access import PUBLIC, Desk, exactly, name_by, new_act_id
from wasata.desk.commitment import Promised, publish, published_fact, strike, struck_fact
from wasata.desk.confidence import repeats
from wasata.desk.notice import notice_fact, post_notice
from wasata.desk.table import (
    SHARED,
    day_fact,
    enter_day,
    name_fact,
    one_of,
    require_open,
    show_name,
    strike_day,
    strike_fact,
)
from wasata.errors import KindUnknown, TableWrong
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.kinds.base import IDENT, Fact
from wasata.record.kinds.table import TableApproved, TableAsked, TableSentBack, TableTakenBack
from wasata.values import LANGS, Lang
from wasata.words import Key

What = Literal["notice", "name", "day", "move", "strike", "commitment", "withdraw"]
State = Literal["waiting", "approved", "put", "sent_back", "taken_back"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What would stand on the table. `of`: who is named or owes, or the day or commitment that is moved, struck or withdrawn.
    `to`: who is owed (None: all); `event`: at which it is due. No words: struck without a reason."""

    what: What
    words: Mapping[Lang, str] | None
    of: str | None = None
    day: date | None = None
    at: datetime | None = None
    to: str | None = None
    event: Mapping[Lang, str] | None = None

    @property
    def name(self) -> str:
        """Who or what it is about, as far as that is told."""
        return self.of or ""

    @property
    def said(self) -> Mapping[Lang, str]:
        """Its words, by language."""
        return self.words or {}

    @property
    def promised(self) -> Promised:
        """As a commitment."""
        return Promised(self.name, self.said, self.to, self.day, self.at, self.event)

    @property
    def digest(self) -> str:
        """What the second person signs."""
        told = {
            "at": self.at.isoformat() if self.at else None, "day": self.day.isoformat() if self.day else None,
            "event": dict(self.event) if self.event else None, "of": self.of, "to": self.to, "what": self.what,
            "words": dict(self.words) if self.words else None,
        }  # fmt: skip
        text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Asked:
    """One asking as it stands. `by`, `reason`: of whom it sent back or approved. `put` is known from the table."""

    ask: str
    wish: Wish
    author: str
    at: datetime
    state: State = "waiting"
    by: str | None = None
    reason: str | None = None


def _step(asked: dict[str, Asked], entry: Entry) -> dict[str, Asked]:
    d = entry.data
    match entry.kind:
        case "table.asked":
            day = date.fromisoformat(d["day"]) if d["day"] else None
            at = datetime.fromisoformat(d["at"]) if d["at"] else None
            wish = Wish(d["what"], d["words"], d["of"], day, at, d["to"], d["event"])
            asked[d["ask"]] = Asked(d["ask"], wish, entry.author, entry.recorded_at)
        case "table.sent_back":
            asked[d["ask"]] = replace(asked[d["ask"]], state="sent_back", by=entry.author, reason=d["reason"])
        case "table.taken_back":
            asked[d["ask"]] = replace(asked[d["ask"]], state="taken_back")
        case "table.approved":
            asked[d["ask"]] = replace(asked[d["ask"]], state="approved", by=entry.author)
        case kind if kind.startswith("table."):
            raise KindUnknown(kind=kind, version=entry.version)
        case _:
            pass  # the team's other acts
    return asked


ASKED: View[dict[str, Asked]] = View("for_table.asked", 2, ("bureau",), dict, _step)


def _put_step(put: dict[str, str], entry: Entry) -> dict[str, str]:
    put[entry.act] = entry.author
    return put


PUT: View[dict[str, str]] = View("for_table.put", 2, ("table",), dict, _put_step)
"""The acts that wrote the table, each by its name; among them those that put there what was asked for."""


def _put_by(ask: str) -> str:
    return f"{ask}.put"


def _state(desk: Desk, asked: Asked) -> Asked:
    stands = desk.holds("table") and _put_by(asked.ask) in desk.fold(PUT)
    return replace(asked, state="put") if stands else asked


_NO_SUCH = {
    "move": Key("table.why.day"), "strike": Key("table.why.day"), "withdraw": Key("table.why.commitment"),
}  # fmt: skip
"""What is said where nothing of that name can stand on the table."""


def _require_name(name: str, why: Key = Key("table.why.unknown")) -> None:  # noqa: B008 (a key never changes)
    """What is named could be there at all: nobody is shown a broken page for a letter too many in an address."""
    if not re.fullmatch(IDENT, name):
        raise TableWrong(why=why, value=name)


def _known(desk: Desk, ask: str) -> Asked:
    found = desk.fold(ASKED).get(ask)
    if found is None:
        raise TableWrong(why=Key("table.why.unknown"), value=ask)
    return _state(desk, found)


def _fact(desk: Desk, wish: Wish, ask: str) -> Fact:
    """What would be written on the table.

    Raises:
        TableWrong, CaseWrong: it cannot stand there.
    """
    words, bare = wish.said, ask.removeprefix("tb-")
    match wish.what:
        case "notice":
            return notice_fact(f"t-{bare}", words.get("ar", ""), words.get("en", ""))
        case "name":
            return name_fact(desk, wish.name, words)
        case "strike":
            return strike_fact(desk, wish.name, wish.words)
        case "commitment":
            return published_fact(desk, f"cm-{bare}", wish.promised)
        case "withdraw":
            return struck_fact(desk, wish.name, wish.words)
        case "day" | "move" if wish.day is not None:
            moves = wish.what == "move"
            return day_fact(desk, wish.name if moves else f"dy-{bare}", wish.day, words, wish.at, moves=moves)
    raise TableWrong(why=Key("table.why.day_missing"), value=wish.what)


def entry_of(ask: str) -> str:
    """The name a day has on the table that was asked for under this name."""
    return f"dy-{ask.removeprefix('tb-')}"


def commitment_of(ask: str) -> str:
    """The name a commitment has on the table that was asked for under this name."""
    return f"cm-{ask.removeprefix('tb-')}"


def _fit(desk: Desk, wish: Wish, ask: str) -> Fact:
    """What would be written: it can stand there, and repeats nothing that was said in confidence on a line this reader holds."""
    fact = _fact(desk, wish, ask)
    require_open(desk, (*wish.said.values(), *(wish.event or {}).values()))
    return fact


# acts


def may_offer(desk: Desk) -> bool:
    """Whether this reader may put something on the table, or ask for it where a second person is needed."""
    return desk.may("ask_for_table") and desk.may("put_on_table")


def waits_for_second(desk: Desk) -> bool:
    """Whether what is offered waits for a second person: in every case that is not public only."""
    with desk.hold():
        return desk.holds("bureau") and not desk.fold(PUBLIC)


def offer(desk: Desk, wish: Wish, *, act_id: str | None = None) -> str | None:
    """Puts something on the table where all is public; elsewhere asks for it. Gives the name of what waits, or None.

    Raises:
        TableWrong, CaseWrong: it cannot stand there, or was said in confidence on a line.
    """
    if waits_for_second(desk):
        return ask(desk, wish, act_id=act_id)
    words = wish.said
    match wish.what:
        case "notice":
            post_notice(desk, ar=words.get("ar", ""), en=words.get("en", ""), act_id=act_id)
        case "name":
            show_name(desk, wish.name, words, act_id=act_id)
        case "strike":
            strike_day(desk, wish.name, wish.words, act_id=act_id)
        case "commitment":
            publish(desk, wish.promised, act_id=act_id)
        case "withdraw":
            strike(desk, wish.name, words, act_id=act_id)
        case "day" | "move" if wish.day is not None:
            moved = wish.name if wish.what == "move" else None
            enter_day(desk, wish.day, words, at=wish.at, entry=moved, act_id=act_id)
        case _:
            raise TableWrong(why=Key("table.why.day_missing"), value=wish.what)
    return None


def ask(desk: Desk, wish: Wish, *, act_id: str | None = None) -> str:
    """One of the team asks that this be put on the table. Gives the name under which it waits.

    Raises:
        TableWrong, CaseWrong: it cannot stand there, or repeats what was said in confidence on a line its writer holds.
    """
    act_id = act_id or new_act_id()
    named = f"tb-{name_by(act_id)}"
    words, event = (
        {lang: told[lang] for lang in LANGS if lang in told} if told else None for told in (wish.words, wish.event)
    )
    if wish.of is not None:
        _require_name(wish.of, _NO_SUCH.get(wish.what, Key("table.why.unknown")))
    more: Any = {"of": wish.of, "to": wish.to, "event": event, "day": wish.day, "at": wish.at}
    fact = TableAsked(ask=named, what=wish.what, words=words, **more)

    def decide() -> dict[str, tuple[Fact, ...]]:
        _fit(desk, wish, named)
        return {"bureau": (fact,)}

    desk.do("ask_for_table", decide, act_id=act_id, same=exactly({"bureau": (fact,)}))
    return named


def take_back(desk: Desk, ask: str) -> None:
    """Who asked asks no more, as long as it does not stand on the table.

    Raises:
        TableWrong: it is not his, or it stands there, or he took it back before.
    """
    _require_name(ask)
    fact = TableTakenBack(ask=ask)

    def decide() -> dict[str, tuple[Fact, ...]]:
        asked = _known(desk, ask)
        if asked.author != desk.reader:
            raise TableWrong(why=Key("table.why.not_yours"), value=ask)
        if asked.state in ("put", "taken_back"):
            raise TableWrong(why=Key("table.why.decided"), value=ask)
        return {"bureau": (fact,)}

    desk.do("ask_for_table", decide, act_id=f"{ask}.back", same=exactly({"bureau": (fact,)}), alone=True)


def _require_second(desk: Desk, asked: Asked) -> None:
    if asked.author == desk.reader:
        raise TableWrong(why=Key("table.why.own"), value=asked.ask)


def send_back(desk: Desk, ask: str, reason: str) -> None:
    """A second person does not put it there; who asked reads why.

    Raises:
        TableWrong: it is his own, does not wait any more, or the reason is empty or repeats what was said on a line.
    """
    told = reason.strip()
    if not told or len(told) > 2_000:
        raise TableWrong(why=Key("table.why.reason"), value=len(told))
    _require_name(ask)
    fact = TableSentBack(ask=ask, reason=told)

    def decide() -> dict[str, tuple[Fact, ...]]:
        asked = _known(desk, ask)
        _require_second(desk, asked)
        if asked.state != "waiting":
            raise TableWrong(why=Key("table.why.decided"), value=ask)
        run = repeats(desk, told)
        if run is not None:
            raise TableWrong(why=Key("table.why.overheard"), value=run)
        return {"bureau": (fact,)}

    desk.do("send_back_from_table", decide, act_id=f"{ask}.sent-back", same=exactly({"bureau": (fact,)}))


def approve(desk: Desk, ask: str, signed: str) -> None:
    """A second person approves exactly what was asked, and it stands on the table. Two acts: his word in the bureau first; then
    the one that writes the table. What was broken off between them he, or another second person, takes up by approving again.

    Args:
        signed: the digest of what his page showed him.

    Raises:
        TableWrong: he asked for it himself, he saw something else, it does not wait any more, it can stand there no longer, or
            it repeats what was said in confidence on a line he holds.
    """
    desk.require("approve_for_table")
    desk.require("put_on_table")

    def seen() -> Asked:
        asked = _known(desk, ask)
        _require_second(desk, asked)
        if asked.wish.digest != signed:
            raise TableWrong(why=Key("table.why.older"), value=ask)
        return asked

    def sign() -> dict[str, tuple[Fact, ...]]:
        asked = seen()
        if asked.state != "waiting":
            raise TableWrong(why=Key("table.why.decided"), value=ask)
        _fit(desk, asked.wish, ask)
        return {"bureau": (word,)}

    def put() -> dict[str, tuple[Fact, ...]]:
        asked = seen()
        if asked.state != "approved":
            raise TableWrong(why=Key("table.why.decided"), value=ask)
        return {"table": (_fit(desk, asked.wish, ask),)}

    with desk.hold():
        signed_before = seen().state == "approved"
    word = TableApproved(ask=ask, digest=signed)
    if not signed_before:
        desk.do("approve_for_table", sign, act_id=f"{ask}.sign", same=exactly({"bureau": (word,)}))
    desk.do("put_on_table", put, act_id=_put_by(ask), same=lambda _: True, alone=True)


# questions


@dataclass(frozen=True, slots=True)
class AskedLine:
    """What waits for the table or what became of it, for the team. `stands`: the day or commitment it moves or strikes, as it
    is now."""

    asked: Asked
    signed: str
    stands: str | None
    mine: bool
    may_approve: bool
    may_take_back: bool
    stands_on: datetime | date | None
    """When it takes place, as the table has it now."""


def _line(desk: Desk, asked: Asked, lang: Lang) -> AskedLine:
    mine = asked.author == desk.reader
    day = desk.fold(SHARED).days.get(asked.wish.of or "") if asked.wish.what in ("move", "strike") else None
    owed = desk.fold(SHARED).commitments.get(asked.wish.of or "") if asked.wish.what == "withdraw" else None
    stands = day.words[lang] if day else one_of(owed.words, lang)[0] if owed else None
    open_yet = asked.state in ("waiting", "approved")
    return AskedLine(
        asked, asked.wish.digest, stands, mine,
        open_yet and not mine and desk.may("approve_for_table") and desk.may("put_on_table"),
        mine and asked.state not in ("put", "taken_back") and desk.may("ask_for_table"),
        (day.at or day.day) if day else (owed.at or owed.day) if owed else None,
    )  # fmt: skip


def waiting(desk: Desk, lang: Lang) -> tuple[AskedLine, ...]:
    """What waits for a second person, the oldest first; and what was sent back to this reader. Nothing for who is not of the
    team."""
    with desk.hold():
        if not desk.holds("bureau", "table"):
            return ()
        found = [_line(desk, _state(desk, a), lang) for a in desk.fold(ASKED).values()]
    return tuple(
        line for line in found
        if line.asked.state in ("waiting", "approved") or (line.mine and line.asked.state == "sent_back")
    )  # fmt: skip


def asked(desk: Desk, ask: str, lang: Lang) -> AskedLine:
    """One asking, whole.

    Raises:
        LogNotYours: the reader is not of the team.
        TableWrong: there is none of this name.
    """
    with desk.hold():
        return _line(desk, _known(desk, ask), lang)
