"""The table of values: what stands beneath every picture of numbers, with the same numbers and their words.

Danger: a table that says other numbers than its picture.
Duty: one row per value, oldest first, undated last and said so; value, how given, author, day and how surely, the words.
Shape: `values_table(said, lang)` → Table. It is made of the same `Said` as the drawing.
"""

from collections.abc import Sequence
from dataclasses import replace

from wasata.room.charts.picture import Cell, Table
from wasata.room.charts.said import Said, range_told
from wasata.room.charts.scales import short_day
from wasata.values import Lang
from wasata.words import number, say


def values_table(said: Sequence[Said], lang: Lang) -> Table:
    """One row for each value, by day; what has no day stands last."""
    ordered = sorted(said, key=lambda s: (s.day is None, s.day.toordinal() if s.day else 0))
    head = tuple(
        say(f"chart.column.{name}", lang)
        for name in ("day", "value", "given", "author", "counted", "certainty", "words")
    )
    return Table(say("chart.oldest_first", lang), head, tuple(_row(s, lang) for s in ordered))


def _row(said: Said, lang: Lang) -> tuple[Cell, ...]:
    published = short_day(said.day, lang, year=True) if said.day else ""
    if said.undated or said.day is None:
        day = Cell(say("chart.undated", lang), "when", sign="undated")
        if published:
            day = replace(day, sub=say("chart.published_on", lang, day=published))
    else:
        day = Cell(published, "when")
    if said.value is None and said.low is not None and said.high is not None:
        figure = range_told(said.low, said.high, lang)
    else:
        figure = number(said.bottom, lang)
    given = "chart.given.ours" if said.ours else f"chart.given.{said.qualifier}"
    return (
        day,
        Cell(figure, "number"),
        Cell(say(given, lang)),
        Cell(said.author, sub=said.outlet if said.outlet != said.author else ""),
        Cell(said.note or say("chart.not_stated", lang), sign="" if said.note else "unsaid"),
        Cell(say(f"chart.certainty.{said.certainty}", lang), "certainty", sign=said.certainty),
        Cell(
            said.words or say("chart.open_words", lang), "voice" if said.words else "words", said.href, said.words_lang
        ),
    )
