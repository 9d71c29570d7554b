"""Relays: where each stands, one relay whole, and the acts of the second person, the author and the lead.

Danger: an approval of a letter that is not the one seen; a page on which one cannot tell from whom to whom; an officer told of
a line that he does not hold.
Duty: the list with its hours, one relay as its reader may know it, each act from its own form. Officers and the lead alone;
to everybody else there is no such page.
Shape: forms that sign or send carry the sign of the channel they were drawn for, the digest of the letter and the act's id.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from wasata.desk import relay as desk_relay
from wasata.desk.access import Desk, new_act_id
from wasata.desk.flagged import Watched, watched
from wasata.desk.letter import HOLD, HOLDS
from wasata.desk.line import lines_held
from wasata.desk.relay import COUNTERSIGN, may_be_lent_to
from wasata.desk.relay_life import Alone, RelayLine, RelayWhole, are_any, enclosure, end, relay_whole, sent_alone
from wasata.desk.relay_life import relays as desk_relays
from wasata.desk.voice import author_shown
from wasata.errors import FormCrossed, FormOfAnotherChannel, MessageWrong, RelayRefused, RelayWrong, WasataError
from wasata.room import wiring
from wasata.room.charts import relay_life as picture_of
from wasata.room.charts.picture import Picture
from wasata.room.files import to_keep
from wasata.room.forms.message import hold_named, hold_shown
from wasata.room.forms.relay import hold_of
from wasata.room.languages import page_language
from wasata.room.pages.drawn_for import drawn_for, require_drawn_for
from wasata.room.pages.errors import status_of
from wasata.room.pages.head import of_case
from wasata.room.pages.parts import Trouble, act_id_of, case_act, case_page, sent_to, show

NAMED = 200
"""Letters of what a form takes as a name."""


def _needs(desk: Desk) -> None:
    """To those who are no officers, and in a case without lines, there is no such page."""
    if not are_any(desk):
        raise wiring.NotHere


# ---- the list


@dataclass(frozen=True, slots=True)
class RelaysPage:
    """Every relay the reader knows of: those that wait for him first. `lines`: from which he may draft."""

    yours: tuple[RelayLine, ...]
    others: tuple[RelayLine, ...]
    alone: tuple[Alone, ...]
    lines: tuple[tuple[str, str], ...]


@require_GET
@case_page
def relays(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Where each relay stands."""
    _needs(desk)
    lang = page_language()
    told = desk_relays(desk, lang)
    lines = ((line, end(desk, line, lang).name) for line in lines_held(desk) if desk.may("draft_relay", line=line))
    page = RelaysPage(
        tuple(r for r in told if r.yours), tuple(r for r in told if not r.yours), sent_alone(desk),
        tuple(sorted(lines, key=lambda named: (named[1], named[0]))),
    )  # fmt: skip
    logs = ("bureau", *(log for log in desk.sight if log.startswith(("line/", "relay/"))))
    return show(request, "room/relay/list.html", page, desk=desk, here="relays", logs=logs)


# ---- one relay


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed in the form that was refused: the form's act, the reason and the recipient."""

    act: str = ""
    reason: str = ""
    recipient: str = ""
    reader: str = ""


@dataclass(frozen=True, slots=True)
class RelayPage:
    """One relay. `channel`: the sign that forms which sign and send carry; `leaves`: when it would leave if signed now."""

    told: RelayWhole
    picture: Picture
    steps: tuple[tuple[str, str, object, str, bool], ...]
    author: str
    approver: str
    author_is_reader: bool
    holds: tuple[tuple[str, str], ...]
    hold: str
    countersign_hours: int
    lendable: tuple[tuple[str, str], ...]
    may_list: bool
    channel: str
    act: str
    typed: Typed
    trouble: Trouble | None
    flags: Watched

    @property
    def is_decided(self) -> bool:
        """Whether nothing is left to do or to wait for."""
        acts = set(self.told.acts) - {"draft", "countersign"}
        return not acts and self.told.line.leaves_at is None and self.told.line.state != "drafted"


def _found(desk: Desk, relay: str) -> RelayWhole:
    _needs(desk)
    try:
        return relay_whole(desk, relay, page_language())
    except RelayWrong:
        raise wiring.NotHere from None


def _page(
    request: HttpRequest, desk: Desk, relay: str, *, error: WasataError | None = None, typed: Typed | None = None
) -> HttpResponse:
    lang = page_language()
    told = _found(desk, relay)
    line = told.line
    steps = tuple((s.what, author_shown(s.by, lang) if s.by else "", s.at, s.reason, s.learned) for s in told.steps)
    lendable = may_be_lent_to(desk, told.origin, relay) if told.origin and "lend" in told.acts else ()
    picture = picture_of.draw(_life(told), lang, ZoneInfo(of_case(desk, lang).zone))
    page = RelayPage(
        told, picture, steps, author_shown(line.author, lang) if line.author else "",
        author_shown(line.approved_by, lang) if line.approved_by else "", line.author == desk.reader,
        tuple((hold_named(h), hold_shown(h, lang)) for h in HOLDS), hold_named(HOLD),
        int(COUNTERSIGN / timedelta(hours=1)),
        tuple((reader, author_shown(reader, lang)) for reader in lendable), desk.holds("access"),
        drawn_for(desk, line.to_end.line) if line.to_end.line else "", new_act_id(), typed or Typed(),
        Trouble.of(error), watched(desk, lang),
    )  # fmt: skip
    ours = [f"relay/{relay}"] if told.is_lent else [f"{kind}/{told.origin}" for kind in ("line", "channel")]
    logs = (
        *(ours if told.origin or told.is_lent else ()),
        *((f"line/{line.to_end.line}",) if told.letter else ()),
        "bureau",
    )
    status = status_of(error) if error else 200
    return show(request, "room/relay/page.html", page, desk=desk, here="relays", logs=logs, status=status)


def _life(told: RelayWhole) -> picture_of.Life:
    """The life of a relay as stations, those that may still come last."""
    line = told.line
    stations = [picture_of.Station(s.what, s.at, "done") for s in told.steps]
    if line.state in ("drafted", "sent_back"):
        stations.append(picture_of.Station("approved", None, "open"))
    if line.state in ("drafted", "sent_back", "waiting", "leaving"):
        stations.append(picture_of.Station("delivered", line.leaves_at, "planned" if line.leaves_at else "open"))
    rest = {"delivered": ("seen", "answered"), "seen": ("answered",)}.get(line.state, ())
    stations += [picture_of.Station(what, None, "open") for what in rest]
    return picture_of.Life(f"life-{line.relay}", tuple(stations))


@require_GET
@case_page
def relay(request: HttpRequest, desk: Desk, relay: str) -> HttpResponse:
    """One relay: its letter, what it rests on, its life, and what the reader may do."""
    return _page(request, desk, relay)


@require_GET
@case_act
def relay_file(request: HttpRequest, desk: Desk, relay: str, digest: str) -> HttpResponse:  # noqa: ARG001 (case_act gives it)
    """A file of the letter as the other side will be given it."""
    _needs(desk)
    try:
        name, content = enclosure(desk, relay, digest)
    except RelayWrong:
        raise wiring.NotHere from None
    return to_keep(content, name)


# ---- the acts

_REFUSED = (RelayWrong, RelayRefused, MessageWrong, FormCrossed, FormOfAnotherChannel)


def _typed(request: HttpRequest, act: str) -> Typed:
    given = request.POST
    return Typed(
        act, given.get("reason", "").replace("\r\n", "\n")[:4_000], given.get("recipient", "")[:NAMED],
        given.get("reader", "").strip()[:NAMED],
    )  # fmt: skip


def _did(
    request: HttpRequest, desk: Desk, relay: str, typed: Typed, act: Callable[[RelayWhole, str | None], object]
) -> HttpResponse:
    """Does an act on a relay that this reader knows; refused, its page says why and keeps what was typed."""
    told = _found(desk, relay)
    given = (request.POST.get(name, "") for name in ("signed", "word", "hold"))
    act_id = act_id_of(request, relay, typed.act, typed.reason, typed.recipient, typed.reader, *given)
    try:
        act(told, act_id)
    except _REFUSED as error:
        return _page(request, desk, relay, error=error, typed=typed)
    return redirect(reverse("relay", kwargs={"case": desk.case, "relay": relay}))


def _to(desk: Desk, told: RelayWhole, request: HttpRequest) -> None:
    """The form was drawn for the channel this letter goes to, and for no other."""
    require_drawn_for(request, desk, told.line.to_end.line)


@sent_to("relay")
@case_act
def relay_approve(request: HttpRequest, desk: Desk, relay: str) -> HttpResponse:
    """The second person approves the letter he saw."""
    typed = _typed(request, "approve")

    def act(told: RelayWhole, act_id: str | None) -> None:
        _to(desk, told, request)
        desk_relay.approve(
            desk, relay, request.POST.get("signed", ""), recipient=typed.recipient, line=told.origin,
            hold=hold_of(request.POST), act_id=act_id,
        )  # fmt: skip

    return _did(request, desk, relay, typed, act)


@sent_to("relay")
@case_act
def relay_send_back(request: HttpRequest, desk: Desk, relay: str) -> HttpResponse:
    """The second person sends it back, with his reason."""
    typed = _typed(request, "send_back")
    return _did(request, desk, relay, typed, lambda told, act_id: desk_relay.send_back(
        desk, relay, typed.reason, line=told.origin, act_id=act_id))  # fmt: skip


@sent_to("relay")
@case_act
def relay_lend(request: HttpRequest, desk: Desk, relay: str) -> HttpResponse:
    """The cleared passages lent to an officer who does not hold the line, for this one relay."""
    typed = _typed(request, "lend")

    def act(told: RelayWhole, act_id: str | None) -> None:
        desk_relay.lend(desk, _origin(told), relay, typed.reader, act_id=act_id)

    return _did(request, desk, relay, typed, act)


def _origin(told: RelayWhole) -> str:
    """The line it comes from; to who does not hold it there is no such act."""
    if told.origin is None:
        raise wiring.NotHere
    return told.origin


@sent_to("relay")
@case_act
def relay_force(request: HttpRequest, desk: Desk, relay: str) -> HttpResponse:
    """The lead signs alone."""
    typed = _typed(request, "force")

    def act(told: RelayWhole, act_id: str | None) -> None:
        origin = _origin(told)
        _to(desk, told, request)
        desk_relay.force(
            desk, origin, relay, request.POST.get("signed", ""), typed.reason, recipient=typed.recipient,
            hold=hold_of(request.POST), act_id=act_id,
        )  # fmt: skip

    return _did(request, desk, relay, typed, act)


@sent_to("relay")
@case_act
def relay_countersign(request: HttpRequest, desk: Desk, relay: str) -> HttpResponse:
    """Another officer's word on what the lead sent alone."""
    typed = _typed(request, "countersign")
    objects = request.POST.get("word") == "object"
    return _did(request, desk, relay, typed, lambda _, act_id: desk_relay.countersign(
        desk, relay, objects=objects, reason=typed.reason, act_id=act_id))  # fmt: skip


@sent_to("relay")
@case_act
def relay_take_back(request: HttpRequest, desk: Desk, relay: str) -> HttpResponse:
    """The author or the approver takes back what waits."""
    return _did(request, desk, relay, _typed(request, "take_back"), lambda _, act_id: desk_relay.take_back(
        desk, relay, act_id=act_id))  # fmt: skip
