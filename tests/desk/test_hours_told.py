"""The hours a delegate is told: of what the team did to the second, of what his own side did as they stand."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

from tests.desk import definitions
from tests.desk.on_table import enter_day, post_notice, put, show_name, strike_day
from tests.desk.relays import COAST, HILLS, Room

from wasata.desk import calendar, definition, definition_sides, letter, message, record, table
from wasata.desk.commitment import commitments
from wasata.desk.defined import Text
from wasata.desk.delivery import deliver_due
from wasata.desk.door import door
from wasata.desk.for_table import Wish
from wasata.desk.notice import table as notices

WORDS: Any = {"ar": "جولة ثانية", "en": "Second round"}


def hours(told: Any) -> Iterator[datetime]:
    """Every hour that stands anywhere in a value."""
    if isinstance(told, datetime):
        yield told
    elif is_dataclass(told):
        yield from (at for field in fields(told) for at in hours(getattr(told, field.name)))
    elif isinstance(told, Mapping):
        yield from (at for value in told.values() for at in hours(value))
    elif isinstance(told, tuple | list):
        yield from (at for value in told for at in hours(value))


def test_nothing_the_team_did_is_told_below_the_second_wherever_a_delegate_looks(room: Room):
    room.now.on(microseconds=123_456)
    team, his = room.lead, room.hills_door
    message.say(his, "hills", [("When may the doctors pass?", "ours"), ("And by which road?", "none")], "en")
    own = {room.now()}
    room.now.on(seconds=1, microseconds=1)
    for who, names in (("hamas", COAST), ("israel", HILLS)):
        show_name(team, who, names)
    post_notice(team, ar="إعلان للجميع", en="To all")
    strike_day(team, enter_day(team, date(2023, 11, 25), WORDS), WORDS)
    enter_day(team, date(2023, 11, 26), WORDS)
    put(room.coast, Wish("commitment", WORDS, "hamas", date(2023, 11, 22)))
    message.take_down(room.hills, "hills", [("We heard it.", "none")], "en", way="letter", person=None)
    letter.send(room.hills, "hills", ("Our answer comes on Monday.",), "en", recipient=HILLS["en"])
    text = Text({"ar": "هدنة", "en": "Pause"}, {"ar": "وقف كل نيران", "en": "No fire at all."})
    term = definition.write(room.hills, text)
    for side, names, side_door in (("coast", COAST, room.coast_door), ("hills", HILLS, his)):
        definitions.put(team, side, term, 1, recipient=names["en"])
        room.now.on(microseconds=5)
        definition.answer(side_door, side, term, 1)
        own |= {room.now()}
        room.now.on(microseconds=5)
    definition.approve(room.coast, term)
    with team.hold():
        signed = definition_sides.definition(team, term, "en").text.digest
    definitions.agree(team, term, signed)
    room.now.on(minutes=6)
    deliver_due(room.hills, "hills", {})
    looks = {
        "door": door(his, "en"), "channel": message.channel_whole(his, "hills"), "calendar": calendar.month(his, "en"),
        "table": (table.days(his, "en"), commitments(his, "en"), notices(his, "en")),
        "record": record.record_page(his, "en"),
    }  # fmt: skip
    for where, told in looks.items():
        assert any(hours(told)), where
        assert {at for at in hours(told) if at.microsecond} <= own, where
    assert own & set(hours(looks["door"])), "of his own side he is told all"
