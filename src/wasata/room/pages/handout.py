"""A readable copy of a log: layers in which words are blacked out, the copy as it would leave, handing it out to one recipient.

Danger: a copy that leaves otherwise than it was looked at; words to be hidden that stand in an address or a history.
Duty: what is typed comes by forms alone; the copy that leaves is the one on this page (`signed`), and nothing of the original
goes with it.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from wasata import words
from wasata.desk import handout as desk_handout
from wasata.desk import redaction as desk_redaction
from wasata.desk.access import Desk, new_act_id
from wasata.desk.export import DAYS, for_whom
from wasata.desk.handout import FORMS, Copy, Form, copied_logs
from wasata.desk.reason import reason_of
from wasata.desk.record import log_name
from wasata.desk.redaction import Bar, layers
from wasata.desk.voice import author_shown
from wasata.errors import RedactionWrong
from wasata.room import wiring
from wasata.room.files import to_keep
from wasata.room.languages import page_language
from wasata.room.pages.parts import Trouble, act_id_of, case_act, case_page, sent_to, show
from wasata.room.pages.record import days_typed


@dataclass(frozen=True, slots=True)
class LayerShown:
    """A layer to choose; without a name in the record, that nothing is blacked out."""

    layer: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class BarShown:
    told: Bar
    by: str


@dataclass(frozen=True, slots=True)
class CopyPage:
    """`layer` is empty while nothing is blacked out."""

    copy: Copy
    log: str
    name: str
    layer: str
    layers: tuple[LayerShown, ...]
    bars: tuple[BarShown, ...]
    may_black: bool
    may_hand_out: bool
    days: tuple[int, ...]
    forms: tuple[Form, ...]
    act: str
    typed: str = ""
    why: str = ""
    trouble: Trouble | None = None


def _needs(desk: Desk, log: str) -> None:
    """To who may make no copy of a log there is no such page."""
    if log not in copied_logs(desk):
        raise wiring.NotHere


def _page(request: HttpRequest, desk: Desk, log: str, layer: str, trouble: Trouble | None = None) -> HttpResponse:
    lang = page_language()
    with desk.hold():
        known = layers(desk, log)
        chosen = next((x for x in known if x.layer == layer), None)
        if layer and chosen is None:
            raise wiring.NotHere
        copy = desk_handout.copy_of(desk, log, layer or None, lang)
    act, line = ("black_out_in_cell", "") if log == "cell" else ("black_out", log.partition("/")[2])
    none = LayerShown("", words.say("redaction.none", lang), not layer)
    page = CopyPage(
        copy, log, log_name(log, lang), layer, (none, *(LayerShown(x.layer, x.name, x.layer == layer) for x in known)),
        tuple(BarShown(b, author_shown(b.by, lang)) for b in chosen.bars.values()) if chosen else (), desk.may(act, line=line),
        desk.may("hand_out_copy"), DAYS, FORMS, new_act_id(), request.POST.get("words", "")[:2_000] if trouble else "",
        request.POST.get("why", "")[:500] if trouble else "", trouble,
    )  # fmt: skip
    status = 400 if trouble else 200
    return show(request, "room/handout/copy.html", page, desk=desk, here="record", logs=(log,), status=status)


@require_GET
@case_page
def copy(request: HttpRequest, desk: Desk, log: str) -> HttpResponse:
    """The copy as it would leave, under a layer or under none."""
    _needs(desk, log)
    return _page(request, desk, log, request.GET.get("layer", "")[:64])


def _back(desk: Desk, log: str, layer: str) -> HttpResponse:
    address = reverse("copy", kwargs={"case": desk.case, "log": log})
    return redirect(f"{address}?layer={layer}" if layer else address)


def _refused(request: HttpRequest, desk: Desk, log: str, layer: str, error: RedactionWrong) -> HttpResponse:
    return _page(request, desk, log, layer, Trouble.of(error))


@sent_to("record")
@case_act
def layer_begin(request: HttpRequest, desk: Desk, log: str) -> HttpResponse:
    """Begins a layer."""
    _needs(desk, log)
    name = request.POST.get("name", "")[:200]
    try:
        layer = desk_redaction.begin_layer(desk, log, name, act_id=act_id_of(request, "layer", log, name))
    except RedactionWrong as error:
        return _refused(request, desk, log, "", error)
    return _back(desk, log, layer)


@sent_to("record")
@case_act
def black_out(request: HttpRequest, desk: Desk, log: str) -> HttpResponse:
    """Blacks out words wherever they stand in the log."""
    _needs(desk, log)
    layer, told, why = (request.POST.get(name, "")[:2_000] for name in ("layer", "words", "why"))
    try:
        desk_redaction.black_out(desk, log, layer, told, why, act_id=act_id_of(request, "black", log, layer, told, why))
    except RedactionWrong as error:
        known = {x.layer for x in _layers(desk, log)}
        return _refused(request, desk, log, layer if layer in known else "", error)
    return _back(desk, log, layer)


def _layers(desk: Desk, log: str) -> tuple[desk_redaction.Layer, ...]:
    with desk.hold():
        return layers(desk, log)


@sent_to("record")
@case_act
def black_lift(request: HttpRequest, desk: Desk, log: str) -> HttpResponse:
    """Takes a bar off."""
    _needs(desk, log)
    layer, bar = (request.POST.get(name, "")[:64] for name in ("layer", "redaction"))
    desk_redaction.lift(desk, log, layer, bar, act_id=act_id_of(request, "lift", log, layer, bar))
    return _back(desk, log, layer)


@sent_to("record")
@case_act
def copy_out(request: HttpRequest, desk: Desk, log: str) -> HttpResponse:
    """Hands out the copy that was looked at, as a file."""
    _needs(desk, log)
    desk.require("hand_out_copy")
    asked = request.POST
    layer, signed = asked.get("layer", "")[:64] or None, asked.get("signed", "")[:64]
    form: Form = next((f for f in FORMS if f == asked.get("form")), "page")
    to = for_whom(
        desk, reason_of(asked.get("recipient"), longest=200), reason_of(asked.get("purpose")), days_typed(asked.get("days"))
    )  # fmt: skip
    content, mark = desk_handout.hand_out(
        desk, log, layer, form, page_language(), to, signed=signed, act_id=asked.get("act", "")[:64] or None
    )
    return to_keep(content, f"{desk.case}-{log.replace('/', '-')}-{mark}.{'html' if form == 'page' else 'json'}")
