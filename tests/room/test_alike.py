"""A question asked by a page, a command or a program: to each of a case the three are open, or none of them is.

`test_access_in_talks` and `tests/cli/test_access` say for each door by itself who gets in; here one of everything stands, so that
who is kept out is kept out for who he is and not because nothing is there.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.urls import reverse
from tests.desk.on_table import put
from tests.desk.test_handed_in import png
from tests.room.conftest import TALKS
from tests.room.test_access_in_talks import TALKS_TABLE

from wasata.cli import at_desk, main
from wasata.cli.tongue import tongue
from wasata.desk import definition, for_table
from wasata.desk.access import Desk, admit_reader
from wasata.desk.assessment import assess
from wasata.desk.cell import open_cell
from wasata.desk.contact import keep_piece, record_contact
from wasata.desk.for_table import Wish
from wasata.desk.map import keep_map
from wasata.desk.message import say
from wasata.desk.position import name_matter, note_position
from wasata.desk.relay import draft
from wasata.errors import WasataError
from wasata.record.home import Home
from wasata.record.kinds.position import Evidence
from wasata.record.kinds.relay import PassageRef, RelaySentence

pytestmark = pytest.mark.django_db

WHO = (
    "lead", "coast-officer", "hills-officer", "idle-officer", "coast-delegate", "hills-delegate", "analyst", "auditor",
    "truce_monitor", "aid_monitor",
)  # fmt: skip
BOTH = {"ar": "تبدأ الجولة يوم الأحد.", "en": "The round begins on Sunday."}
OURS = (Evidence(of="ours", words="as we read it"),)


@pytest.fixture
def there(home: Home, talks: str, desk_in_talks: Callable[[str], Desk], tmp_path: Path) -> dict[str, str]:
    """One of everything that can be asked for, by its name."""
    lead, officer = desk_in_talks("lead"), desk_in_talks("coast-officer")
    for who, role in (("idle-officer", "officer"), ("truce_monitor", "truce_monitor"), ("aid_monitor", "aid_monitor")):
        admit_reader(lead, who, role)  # type: ignore[arg-type]
    met = record_contact(officer, "coast", "call", "in", officer.now(), answered=True)
    piece = keep_piece(officer, "coast", met, "note.txt", "text/plain", b"a note")
    said = say(desk_in_talks("coast-delegate"), "coast", [("Five days.", "theirs")], "en")
    ref = PassageRef(log="channel", message=said, passage=1)
    sentence = RelaySentence(words="They would take five.", form="paraphrase", rests_on=(ref,))
    relay = draft(officer, "coast", "hills", "en", [sentence])
    matter = name_matter(officer, {"ar": "الهدنة", "en": "The pause"})
    note_position(officer, "coast", "hamas", matter, "wants", "five days", "en", evidence=OURS)
    told = {"basis": OURS, "would_change": "a word", "until": date(2999, 1, 1)}
    assessment = assess(officer, "coast", "They will come.", "en", "likely", **told)  # type: ignore[arg-type]
    open_cell(lead, ["coast-officer"])
    text = definition.Text(
        {"ar": "الوقف", "en": "Pause"}, {"ar": "لا نار", "en": "No fire"}, map=keep_map(officer, png())
    )
    term = definition.write(officer, text)
    put(lead, Wish("day", BOTH, day=date(2999, 1, 2)))
    ask = for_table.ask(officer, Wish("notice", BOTH))
    return {
        "line": "coast", "contact": met, "piece": piece, "message": said, "relay": relay, "matter": matter,
        "assessment": assessment, "term": term, "ask": ask, "out": str(tmp_path / "out"),
    }  # fmt: skip


# the command: (the page, the program's address), with what stands in each; None where there is none
ASKED: dict[str, tuple[str | None, str | None]] = {
    "line list": ("lines", "api:lines"),
    "line show {line}": ("line", "api:line"),
    "line holders {line}": ("line_holders", "api:line_holders"),
    "contact list {line}": ("contacts", "api:contacts"),
    "contact show {line} {contact}": ("contact", "api:contact"),
    "contact file {line} {contact} {piece} --out {out}": ("contact_file", "api:contact_file"),
    "contact file {line} {contact} {piece} --out {out} --bare": ("contact_bare_file", "api:contact_bare_file"),
    "position list": ("positions", "api:positions"),
    "position matters": ("positions", "api:positions"),
    "position show {matter}": ("position_matter", "api:position_matter"),
    "position moves --from 2023-11-01": ("position_moves", "api:position_moves"),
    "assessment list --line {line}": ("assessments", "api:assessments"),
    "assessment list --cell": ("cell", "api:cell"),
    "assessment show {assessment} --line {line}": ("assessment", "api:assessment"),
    "assessment words": ("assessment_words", "api:assessment_words"),
    "shift now": ("watch", "api:watch"),
    "door show": ("channel", "api:own_channel"),
    "definition list": ("definitions", "api:definitions"),
    "definition show {term}": ("definition", "api:definition"),
    "definition map {term} --out {out}": ("definition_map", "api:definition_map"),
    "table show": ("table", "api:table"),
    "table look {ask}": ("table_asked", None),
    "table calendar {out}": ("calendar_file", "api:calendar_file"),
    "table month": ("calendar", "api:calendar"),
    "relay list": ("relays", "api:relays"),
    "relay show {relay}": ("relay", "api:relay"),
    "relay passages {line}": ("relay_draft", "api:relay_passages"),
    "pace {line}": ("line_pace", "api:line_pace"),
}
ALSO_ELSEWHERE = {
    "message list": "a delegate reads his own channel by it too: his page is `channel`, an officer's `channel_line`",
    "table waiting": "what waits stands on the page of the table, for the team; to all others the command tells nothing",
    "message file": "a file that passed on a line, for who may read its letter: `message list`",
    "door file": "the same at the delegate's door: `door show`",
    "relay file": "a file of a relay, for who may read it: `relay show`",
    "key list": "a reader's own keys stand on the page of his account",
}
"""Questions that have no page to themselves, and where they are told."""


@pytest.fixture
def command(home: Home, monkeypatch: pytest.MonkeyPatch, there: dict[str, str]) -> Iterator[Callable[[str, str], bool]]:
    """Whether a command gives this reader an answer."""

    @contextmanager
    def opened(_given: Path | None, *, create: bool = False) -> Iterator[Home]:
        yield home

    monkeypatch.setattr(at_desk, "open_home", opened)
    tongue.cache_clear()

    def run(words: str, who: str) -> bool:
        Path(there["out"]).unlink(missing_ok=True)
        try:
            with redirect_stdout(StringIO()):
                return main._run([*words.format(**there).split(), "--case", TALKS, "--reader", who]) == 0
        except WasataError:
            return False

    yield run
    tongue.cache_clear()


def _names_in(name: str) -> set[str]:
    from tests.barrier.addresses import routes

    return set(next(r.arguments for r in routes() if r.name == name))


@pytest.mark.parametrize("asked", sorted(ASKED))
def test_page_command_and_program_let_the_same_people_in(asked: str, there, command, enter):
    page, program = ASKED[asked]
    by_command = {who for who in WHO if command(asked, who)}
    assert by_command, "there is somebody to whom it is open"
    for name in filter(None, (page, program)):
        kwargs = {k: v for k, v in ({"case": TALKS} | there).items() if k in _names_in(name)}
        answers = {who: enter(who).get(reverse(name, kwargs=kwargs)).status_code for who in WHO}
        assert {who for who, status in answers.items() if status == 200} == by_command, f"{asked} and {name}"
        assert set(answers.values()) <= {200, 403, 404}, f"{name}: {answers}"


def test_a_channel_is_read_by_its_delegate_at_his_door_and_by_its_officers_on_its_page(there, command, enter):
    by_command = {who for who in WHO if command("message list {line}", who)}
    officers = {w for w in WHO if enter(w).get(reverse("channel_line", args=(TALKS, "coast"))).status_code == 200}
    assert by_command == officers | {"coast-delegate"}
    assert b"Five days." in enter("coast-delegate").get(reverse("channel", args=(TALKS,))).content


def test_every_question_of_the_talks_is_asked_here():
    told = {" ".join(asked.split()[:2]) for asked in ASKED} | set(ALSO_ELSEWHERE)
    questions = ("list", "show", "holders", "file", "matters", "moves", "words", "now", "map", "waiting", "look", "calendar",
                 "month", "passages")  # fmt: skip
    there = {"pace {line}"[:4]}
    for noun in (
        "line",
        "contact",
        "message",
        "position",
        "assessment",
        "shift",
        "door",
        "definition",
        "table",
        "relay",
        "key",
    ):
        commands = getattr(main.command_of(noun), "commands", {})
        there |= {f"{noun} {name}" for name in commands if name in questions}
    assert {t.replace("pace {line}", "pace") for t in told} == there


def test_every_page_and_program_asked_here_is_one_of_the_talks_or_of_the_table():
    named = {name for pair in ASKED.values() for name in pair if name}
    assert {n for n in named if n not in TALKS_TABLE} <= {
        "table", "api:table", "calendar_file", "api:calendar_file", "calendar", "api:calendar",
    }  # fmt: skip
