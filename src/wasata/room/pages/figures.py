"""Figures: what is counted, and for each thing every author's values side by side.

Danger: two unnamed sources drawn as one author; a table that says other numbers than the picture above it.
Duty: the index of things counted; a page for each with its picture, its conflicts, what was said without a number, and
every value with its words.
Shape: `figures/` and `figures/<thing>/`; `?thing=…` on the index leads to that thing's page. The picture and the table are
made of the same `FigurePoint`s.
"""

from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch

from wasata import words
from wasata.desk import figure as desk_figure
from wasata.desk.access import Desk
from wasata.desk.figure import ConflictSet, FigurePage, FigurePoint, FiguresPage, ThingCounted
from wasata.desk.voice import Who
from wasata.room.charts import over_time, spread
from wasata.room.charts.picture import Picture
from wasata.room.charts.said import Said
from wasata.room.charts.scales import short_day, span_told
from wasata.room.languages import page_language
from wasata.room.pages.parts import case_page, show
from wasata.room.templatetags.figures import Value
from wasata.room.templatetags.voices import words_address
from wasata.room.wiring import NotHere
from wasata.values import Lang, Qualifier

SMALL_PICTURES = 6
CONFLICTS_DRAWN = 6
BESIDE = 2
ROW_HIGH, CONFLICT_HIGH, PICTURE_HIGH = 38, 100, 200
"""About how high, in pixels, a thing in the list, a disagreement and a small picture stand on a wide screen."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing counted in the index, with a small picture of its latest values where it is among the first."""

    name: str
    thing: ThingCounted
    picture: Picture | None
    stale: str


@dataclass(frozen=True, slots=True)
class IndexPage:
    """All things counted. `beside` are those pictures that stand under the disagreements, where the list beside is longer."""

    figures: FiguresPage
    beside: tuple[Thing, ...]
    pictured: tuple[Thing, ...]
    all: tuple[Thing, ...]

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """What the form offers."""
        return tuple((t.thing.key, t.thing.label) for t in self.all)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A conflict with its picture."""

    conflict: ConflictSet
    when: str
    picture: Picture


@dataclass(frozen=True, slots=True)
class ThingPage:
    """One thing counted, drawn and told."""

    figure: FigurePage
    picture: Picture | None
    disagreements: tuple[Disagreement, ...]
    more_conflicts: int
    unnumbered: tuple[Value, ...]
    values: tuple[Value, ...]
    period: str
    stale: str


@case_page
def figures(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The index; a thing chosen in the form leads to its page."""
    if chosen := request.GET.get("thing"):
        try:
            return redirect("figure", case=desk.case, thing=chosen)
        except NoReverseMatch:  # no thing is called so
            raise NotHere from None
    lang = page_language()
    found = desk_figure.figures(desk, lang)
    return show(
        request,
        "room/figures/index.html",
        index_of(found, desk.case),
        desk=desk,
        here="figures",
        logs=found.logs,
    )


@case_page
def figure(request: HttpRequest, desk: Desk, thing: str) -> HttpResponse:
    """One thing counted. What nobody counted in this case is answered like any page that is not here."""
    lang = page_language()
    found = desk_figure.figure_page(desk, thing, lang)
    return show(
        request, "room/figures/thing.html", thing_page(found, desk.case), desk=desk, here="figures",
        logs=found.logs,
    )  # fmt: skip


def index_of(found: FiguresPage, case: str) -> IndexPage:
    """What the index sets."""
    lang = found.lang
    things = tuple(
        Thing(
            f"t{i}", t,
            over_time.draw(
                over_time.OverTime(f"t{i}", t.label, tuple(said_of(p, case, lang) for p in t.latest)), lang
            ) if i < SMALL_PICTURES and t.latest else None,
            short_day(t.stale_since, lang, year=True) if t.stale_since else "",
        )
        for i, t in enumerate(found.things)
    )  # fmt: skip
    pictured = tuple(t for t in things if t.picture)
    room_left = len(things) * ROW_HIGH - len(found.conflicts) * CONFLICT_HIGH - len(found.quarrels) * CONFLICT_HIGH
    beside = min(BESIDE, len(pictured)) if room_left > PICTURE_HIGH else 0
    return IndexPage(found, pictured[:beside], pictured[beside:], things)


def thing_page(found: FigurePage, case: str) -> ThingPage:
    """What the page of one thing sets."""
    lang = found.lang
    values = tuple(value_of(p, case, lang) for p in found.values)
    drawn = [p for p in found.values if not p.superseded]
    days = [p.at for p in drawn if p.at is not None]
    picture = None
    if drawn:
        said = tuple(said_of(p, case, lang) for p in drawn)
        picture = over_time.draw(over_time.OverTime("values", found.thing.label, said), lang, table=False)
    return ThingPage(
        figure=found, picture=picture,
        disagreements=tuple(_disagreement(c, i, case, lang) for i, c in enumerate(found.conflicts[:CONFLICTS_DRAWN])),
        more_conflicts=max(0, len(found.conflicts) - CONFLICTS_DRAWN),
        unnumbered=tuple(v for v in values if v.point.composition or v.point.holder),
        values=values, period=span_told(min(days), max(days), lang) if days else "",
        stale=short_day(found.thing.stale_since, lang, year=True) if found.thing.stale_since else "",
    )  # fmt: skip


def _disagreement(conflict: ConflictSet, i: int, case: str, lang: Lang) -> Disagreement:
    said = tuple(said_of(point, case, lang) for side in conflict.sides for point in side.points)
    when = span_told(conflict.first, conflict.last or conflict.first, lang) if conflict.first else ""
    return Disagreement(conflict, when, spread.draw(spread.Spread(f"c{i}", f"{conflict.label} {when}", said), lang))


def author_of(who: Who, outlet: str | None, lang: Lang) -> str:
    """An author as pictures and tables name him. An unnamed one is told apart by who printed him: he may be another."""
    if who.kind != "anonymous":
        return who.shown or outlet or words.say("figurepage.author_unknown", lang)
    unnamed = words.say("briefpage.unnamed", lang)
    side = f"{who.party_name}, " if who.party_name and lang == "en" else f"{who.party_name}، " if who.party_name else ""
    return f"{side}{unnamed} · {outlet}" if outlet else f"{side}{unnamed}"


def said_of(point: FigurePoint, case: str, lang: Lang) -> Said:
    """A figure of the desk as a picture takes it."""
    amount, origin = point.amount, point.words.origin
    ranged = amount.low != amount.high
    return Said(
        author=author_of(point.who, origin.outlet, lang), day=point.at,
        value=None if ranged else amount.low, low=amount.low if ranged else None, high=amount.high if ranged else None,
        qualifier="range" if ranged else cast(Qualifier, amount.qualifier), certainty=point.certainty,
        undated=point.undated, outlet=origin.outlet or "", words=point.words.words, words_lang=point.words.lang,
        href=words_address(case, origin),
    )  # fmt: skip


def value_of(point: FigurePoint, case: str, lang: Lang) -> Value:
    """A figure of the desk as the table sets it."""
    origin = point.words.origin
    ranged = point.amount.low != point.amount.high
    given = words.say(f"chart.given.{'range' if ranged else point.amount.qualifier}", lang)
    return Value(point, author_of(point.who, origin.outlet, lang), given, words_address(case, origin))
