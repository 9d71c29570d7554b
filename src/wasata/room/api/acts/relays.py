"""Acts on relays: drafted, lent, approved by a second person, sent back, sent alone by the lead, countersigned, taken back.

Danger: an approval of a letter that nobody read; a letter that goes to another channel than was meant; one person who is both.
Duty: the desk's own acts. Who signs gives the digest of the letter he read, the line it goes to and its recipient's name; the
second person comes with a sign-in of his own.
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from wasata.desk import relay as relays
from wasata.desk.access import Desk
from wasata.desk.enclosure import MOST, Enclosed
from wasata.desk.relay_choice import ref_of
from wasata.desk.relay_life import RelayWhole, are_any, relay_whole
from wasata.errors import RelayWrong
from wasata.record.kinds.relay import Form, PassageRef, RelaySentence
from wasata.room.api.acting import LONG, REASON, Body, Named, OnLine, Sent, act, holds, on_line, require_line, said
from wasata.room.api.acts.messages import Answers, Hold, Recipient, hold_of
from wasata.room.api.unfit import unfit
from wasata.room.forms.relay import MOST as MOST_SENTENCES
from wasata.room.wiring import NotHere
from wasata.values import Lang


def _a_passage(told: str) -> str:
    if ref_of(told) is None:
        raise unfit("no_passage")
    return told


Ref = Annotated[str, said("acting.field.ref", max_length=100), AfterValidator(_a_passage)]


def _ref(told: str) -> PassageRef:
    found = ref_of(told)
    assert found is not None, "the schema asks for it"
    return found


class SentenceTold(Sent):
    """One sentence of the letter: its words, how it says what it rests on, and on which passages."""

    words: Annotated[str, said("line.cli.words", min_length=1, max_length=LONG)]
    form: Annotated[Form, said("acting.field.form")]
    rests_on: list[Ref] = []


class FileTold(Sent):
    """A file that goes along, bare: one of a contact, with the passage with which its party let it pass; or one that was handed
    in with a message, which is named in `rests_on` itself."""

    contact: Annotated[Named | None, said("contact.cli.contact")] = None
    piece: Annotated[str, said("contact.cli.piece", pattern="^[0-9a-f]{64}$")]
    rests_on: Ref


class RelayTold(OnLine):
    """A letter to line `to` out of cleared passages of `line`; with `relay`, the next draft of one."""

    to: Annotated[Named, said("relay.cli.to")]
    written_in: Annotated[Lang, said("relay.cli.written_in")]
    sentences: Annotated[list[SentenceTold], Field(max_length=MOST_SENTENCES)]
    relay: Annotated[Named | None, said("relay.cli.again")] = None
    answers: Answers = None
    files: Annotated[list[FileTold], Field(max_length=MOST)] = []


def _drafts(desk: Desk, names: Mapping[str, str]) -> None:
    on_line("draft_relay")(desk, names)
    holds(desk, "bureau")


@act("lines/{line}/relays", "draft_relay", "draft_lent_relay", asks=_drafts)
def relay_draft(desk: Desk, line: str, told: RelayTold, act_id: str) -> str:
    """Drafts a letter to another line out of cleared passages. Nothing is sent by it."""
    sentences = [
        RelaySentence(words=s.words, form=s.form, rests_on=tuple(map(_ref, s.rests_on))) for s in told.sentences
    ]
    files = [Enclosed(f.contact or "", f.piece, _ref(f.rests_on)) for f in told.files]
    return relays.draft(
        desk,
        line,
        told.to,
        told.written_in,
        sentences,
        relay=told.relay,
        answers=told.answers,
        files=files,
        act_id=act_id,
    )


# ---- a relay that stands


def _found(desk: Desk, relay: str) -> RelayWhole:
    """The relay as this reader may know it; to others, and in a case without lines, there is none."""
    if not are_any(desk):
        raise NotHere
    try:
        return relay_whole(desk, relay, "en")
    except RelayWrong:
        raise NotHere from None


def _knows(desk: Desk, names: Mapping[str, str]) -> None:
    _found(desk, names["relay"])


def _keeps_origin(desk: Desk, names: Mapping[str, str]) -> None:
    """He holds the line it comes from, else there is no such act for him."""
    _origin(_found(desk, names["relay"]))


def _origin(told: RelayWhole) -> str:
    if told.origin is None:
        raise NotHere
    return told.origin


class RelayLent(Body):
    """The officer to whom a relay is lent."""

    reader: Annotated[Named, said("relay.cli.to_reader")]


@act("relays/{relay}/lend", "open_for_relay", "lend_relay", asks=_keeps_origin)
def relay_lend(desk: Desk, relay: str, told: RelayLent, act_id: str) -> None:
    """Lends a relay to an officer of the line it goes to who does not hold the line it comes from."""
    relays.lend(desk, _origin(_found(desk, relay)), relay, told.reader, act_id=act_id)


class RelaySigned(Body):
    """The second person's word on the letter he read: its digest, the line it goes to, and the name of whoever receives it."""

    to: Annotated[str, said("relay.cli.to", max_length=64)]
    signed: Annotated[str, said("relay.cli.digest", pattern="^[0-9a-f]{64}$")]
    recipient: Recipient
    hold: Hold = None


@act("relays/{relay}/approve", "approve_relay", "approve_lent", asks=_knows)
def relay_approve(desk: Desk, relay: str, told: RelaySigned, act_id: str) -> str:
    """The second person approves exactly the letter he read: it waits, then leaves."""
    found = _found(desk, relay)
    require_line(told.to, found.line.to_end.line)
    return relays.approve(
        desk, relay, told.signed, recipient=told.recipient, line=found.origin, hold=hold_of(told.hold), act_id=act_id
    )


class RelayBack(Body):
    """Why a draft goes back to its author."""

    reason: Annotated[str, said("relay.cli.reason", max_length=REASON)]


@act("relays/{relay}/send-back", "send_back_relay", "send_back_lent", asks=_knows)
def relay_send_back(desk: Desk, relay: str, told: RelayBack, act_id: str) -> None:
    """The second person does not approve, with his reason: its author drafts anew."""
    relays.send_back(desk, relay, told.reason, line=_found(desk, relay).origin, act_id=act_id)


class RelayAlone(RelaySigned):
    """The lead's word alone, in an emergency, with his reason, which all officers read."""

    reason: Annotated[str, said("relay.cli.reason", max_length=REASON)]


@act("relays/{relay}/alone", "force_relay", asks=_keeps_origin)
def relay_force(desk: Desk, relay: str, told: RelayAlone, act_id: str) -> str:
    """In an emergency the lead signs alone; all officers see it until one countersigns or objects."""
    found = _found(desk, relay)
    require_line(told.to, found.line.to_end.line)
    return relays.force(
        desk, _origin(found), relay, told.signed, told.reason, recipient=told.recipient, hold=hold_of(told.hold),
        act_id=act_id,
    )  # fmt: skip


class RelayCountersigned(Body):
    """Another officer's word on what the lead sent alone."""

    objects: Annotated[bool, said("relay.cli.object")]
    reason: Annotated[str | None, said("relay.cli.word_reason", max_length=REASON)] = None


@act("relays/{relay}/countersign", "countersign_relay", asks=_knows)
def relay_countersign(desk: Desk, relay: str, told: RelayCountersigned, act_id: str) -> None:
    """One's word on what the lead sent alone: stand by it, or object."""
    relays.countersign(desk, relay, objects=told.objects, reason=told.reason, act_id=act_id)


class RelayTakenBack(Body):
    """A relay that is taken back."""


@act("relays/{relay}/take-back", "take_back_relay", asks=_knows)
def relay_take_back(desk: Desk, relay: str, told: RelayTakenBack, act_id: str) -> None:  # noqa: ARG001 (`act` gives it)
    """Takes back a relay that waits: its author, or who approved it."""
    relays.take_back(desk, relay, act_id=act_id)
