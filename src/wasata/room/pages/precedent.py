"""Precedents: what other cases of this home taught, the cards of this case that wait, and a new one.

Danger: a card approved that its page did not show.
Duty: the list that every team of the home reads alike; each waiting card whole, in both languages; a form for a new one.
Shape: the form that approves carries the sum of the card that was shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import get_args

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from wasata import words
from wasata.desk import precedent as desk_precedent
from wasata.desk.access import Desk, new_act_id
from wasata.desk.precedent import DraftLine, Precedent
from wasata.errors import PrecedentWrong
from wasata.record.kinds.precedent import About, Card, Exchange
from wasata.room.languages import page_language
from wasata.room.pages.parts import Trouble, act_id_of, case_act, sent_to, show, typed_in
from wasata.values import LANGS, Lang

NUMBERS = ("given", "taken", "people", "days", "steps")


@dataclass(frozen=True, slots=True)
class CardShown:
    """A card in words. `facts`: its numbers, each in a sentence; `points`: what is told, by language."""

    names: Mapping[Lang, str]
    exchange: str
    facts: tuple[str, ...]
    points: tuple[tuple[str, Mapping[Lang, str]], ...]


@dataclass(frozen=True, slots=True)
class Made:
    told: Precedent
    card: CardShown


@dataclass(frozen=True, slots=True)
class Waiting:
    told: DraftLine
    card: CardShown


@dataclass(frozen=True, slots=True)
class Field:
    """What is told of one thing, as typed so far."""

    about: str
    ar: str
    en: str


@dataclass(frozen=True, slots=True)
class PrecedentsPage:
    made: tuple[Made, ...]
    waiting: tuple[Waiting, ...]
    exchanges: tuple[tuple[str, str], ...]
    fields: tuple[Field, ...]
    numbers: tuple[tuple[str, str], ...]
    may_draft: bool
    typed: dict[str, str]
    act: str
    done: str
    trouble: Trouble | None


def shown(card: Card, lang: Lang) -> CardShown:
    """A card as a page or the terminal tells it."""
    facts = []
    if card.given is not None:
        facts.append(words.say("precedent.ratio", lang, given=card.given, taken=card.taken))
    facts += [words.count(f"precedent.n_{x}", n, lang) for x in NUMBERS[2:] if (n := getattr(card, x)) is not None]
    points = tuple((words.say(f"precedent.about.{p.about}", lang), p.words) for p in card.points)
    return CardShown(card.names, words.say(f"precedent.exchange.{card.exchange}", lang), tuple(facts), points)


def _draw(request: HttpRequest, desk: Desk, error: PrecedentWrong | None = None) -> HttpResponse:
    lang, done = page_language(), request.GET.get("done", "")
    typed = {key: str(value) for key, value in request.POST.items()} if error else {}
    page = PrecedentsPage(
        tuple(Made(x, shown(x.card, lang)) for x in desk_precedent.precedents(desk)),
        tuple(Waiting(x, shown(x.draft.card, lang)) for x in desk_precedent.drafts(desk)),
        tuple((x, words.say(f"precedent.exchange.{x}", lang)) for x in get_args(Exchange)),
        tuple(Field(x, typed.get(f"{x}_ar", ""), typed.get(f"{x}_en", "")) for x in get_args(About)),
        tuple((x, typed.get(x, "")) for x in NUMBERS),
        desk.may("draft_precedent"), typed, new_act_id(),
        words.say(f"precedent.done.{done}", lang) if done in ("draft", "word", "made", "back") else "",
        Trouble.of(error),
    )  # fmt: skip
    status = 400 if error else 200
    return show(request, "room/precedent/list.html", page, desk=desk, here="record", logs=("bureau",), status=status)


def _back(desk: Desk, done: str) -> HttpResponse:
    return redirect(f"{reverse('precedents', kwargs={'case': desk.case})}?done={done}")


def _number(typed: str) -> int | None:
    text = typed.strip()
    if not text:
        return None
    return (
        int(text) if text.isdecimal() and len(text) < 7 else 0
    )  # no card takes a nought: what is no number is refused


def _card(request: HttpRequest) -> Card:
    sent = request.POST
    points = {
        about: {x: sent.get(f"{about}_{x}", "").replace("\r\n", "\n") for x in LANGS} for about in get_args(About)
    }
    names = {x: sent.get(f"names_{x}", "") for x in LANGS}
    return desk_precedent.card_of(
        sent.get("exchange", ""), names, points, **{n: _number(sent.get(n, "")) for n in NUMBERS}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@case_act
def precedents(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What was learnt; a new card is sent to the same address."""
    desk.require("read_precedents")
    if request.method != "POST":
        return _draw(request, desk)
    try:
        desk_precedent.draft(desk, _card(request), act_id=act_id_of(request, typed_in(request)))
    except PrecedentWrong as error:
        return _draw(request, desk, error)
    return _back(desk, "draft")


def _did(request: HttpRequest, desk: Desk, act: Callable[[], str]) -> HttpResponse:
    desk.require("read_precedents")
    try:
        return _back(desk, act())
    except PrecedentWrong as error:
        return _draw(request, desk, error)


@sent_to("precedents")
@case_act
def precedent_approve(request: HttpRequest, desk: Desk, precedent: str) -> HttpResponse:
    """Another person lets a card go; the second such word makes it a precedent."""
    signed = request.POST.get("signed", "")
    return _did(request, desk, lambda: "made" if desk_precedent.approve(desk, precedent, signed) else "word")


@sent_to("precedents")
@case_act
def precedent_send_back(request: HttpRequest, desk: Desk, precedent: str) -> HttpResponse:
    """Another person does not, or its author takes it back."""

    def act() -> str:
        desk_precedent.send_back(desk, precedent, request.POST.get("reason", "").replace("\r\n", "\n"))
        return "back"

    return _did(request, desk, act)
