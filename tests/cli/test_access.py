"""Every command of confidential talks as everybody in them: what it does for whom, and that nothing is told or written where it
is refused. A command without its line here fails.

`tests/room/test_access_in_talks.py` does the same for addresses.
"""

import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.desk.conftest import Clock

from wasata.cli import at_desk, main
from wasata.cli.tongue import tongue
from wasata.desk.access import Desk, grant_log
from wasata.desk.case import open_case
from wasata.desk.line import name_person, open_line
from wasata.errors import WasataError
from wasata.record.home import Home
from wasata.record.stores.memory import MemoryStore

NOUNS = (
    "line", "contact", "message", "position", "assessment", "shift", "door", "definition", "table", "relay", "pace", "key",
    "leak",
)  # fmt: skip
WHO = (
    "coast-delegate",
    "hills-delegate",
    "analyst",
    "truce_monitor",
    "auditor",
    "hills-officer",
    "coast-officer",
    "lead",
)
NAMES = {
    "coast": {"ar": "مجلس الساحل", "en": "Coast Council"},
    "hills": {"ar": "حكومة التلال", "en": "Hill Government"},
}
BOTH = "--ar كلمات --en Words"
DIGEST = "0" * 64


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """A quiet case with two lines, as `talks` of the room's tests; commands find it open."""
    now = Clock()
    with Home.create(tmp_path / "home", store=MemoryStore(), now=now) as made:
        readers = [(f"{line}-{role}", role) for line in NAMES for role in ("officer", "delegate")]
        readers += [(role, role) for role in ("analyst", "truce_monitor", "auditor")]
        lead = open_case(
            made, "talks", names=NAMES["coast"], period=NAMES["hills"], lead="lead", parties=("israel", "hamas"), zone="UTC",
            readers=readers, lot=lambda _: None, now=now,
        )  # fmt: skip
        for line, party in (("coast", "hamas"), ("hills", "israel")):
            open_line(lead, line, party=party, of="party", names=NAMES[line], langs=("ar",), media=("call",),
                      officers=(f"{line}-officer",), lot=lambda free: free[0])  # fmt: skip
            grant_log(lead, f"{line}-delegate", f"channel/{line}", may_write=True)
            name_person(Desk.open(made, "talks", f"{line}-officer", now=now), line, "envoy", "Envoy", may_clear=True)

        @contextmanager
        def opened(_given: Path | None, *, create: bool = False) -> Iterator[Home]:
            assert not create
            yield made

        monkeypatch.setattr(at_desk, "open_home", opened)
        monkeypatch.setenv("WASATA_LANG", "en")
        monkeypatch.chdir(tmp_path)
        tongue.cache_clear()
        (tmp_path / "words.txt").write_text("They spoke of five days.", "utf-8")
        yield made
        tongue.cache_clear()


def outcome(words: str, who: str) -> str:
    """`done`, or the code of the error with its reason where it has one."""
    try:
        code = main._run([*shlex.split(words), "--reader", who])
    except WasataError as error:
        why = str(error.values.get("why", "")) if "." in str(error.values.get("why", "")) else ""
        return why if re.fullmatch(r"[a-z_.]+", why) else error.code
    return "done" if code == 0 else str(code)


OFFICERS = ("hills-officer", "coast-officer", "lead")
COAST = ("coast-officer", "lead")
"""Who holds the line of the coast."""
TEAM = ("analyst", *OFFICERS)
DELEGATES = ("coast-delegate", "hills-delegate")
EVERYBODY = WHO
KEYS = ("analyst", "truce_monitor", *OFFICERS)

REFUSED = ("access.log_not_yours", "access.not_allowed", "access.no_such_act", "line.unknown", "relay.why.unknown",
           "shift.why.not_yours", "key.unknown", "line.none_held")  # fmt: skip
"""How one is refused to whom it is not open: in the words for what is not there."""

# words: (the command, to whom it is open, what it does for them)
TABLE: dict[str, tuple[str, tuple[str, ...], str]] = {
    "line list": ("", OFFICERS, "done"),
    "line show": ("coast", COAST, "done"),
    "line holders": ("coast", ("lead",), "done"),
    "line open": (f"third --party hamas {BOTH} --langs ar --media call", ("lead",), "done"),
    "line state": ("coast open", COAST, "done"),
    "line media": ("coast call", COAST, "line.why.same_media"),
    "line body": (f"coast wing {BOTH}", COAST, "done"),
    "line person": ("coast Person --person two", COAST, "done"),
    "line left": ("coast envoy", COAST, "done"),
    "line rule": ("coast pauses", COAST, "done"),
    "line deadline": ("coast answer --at '2999-01-02 07:30'", COAST, "done"),
    "line close": ("coast d-0 met", COAST, "line.why.deadline"),
    "line delegation": ("coast all arrived here", COAST, "done"),
    "line pressure": ("coast israel words", COAST, "done"),
    "line give": ("coast analyst", ("lead",), "line.why.role"),
    "line take": ("coast nobody", ("lead",), "line.why.not_held"),
    "contact list": ("coast", COAST, "done"),
    "contact show": ("coast c-0", COAST, "contact.why.unknown"),
    "contact record": ("coast call", COAST, "done"),
    "contact readout": ("coast c-0 words.txt", COAST, "contact.why.unknown"),
    "contact keep": ("coast c-0 words.txt", COAST, "contact.why.unknown"),
    "contact file": (f"coast c-0 {DIGEST} --out out.txt", COAST, "contact.why.unknown"),
    "message list": ("coast", ("coast-delegate", *COAST), "done"),
    "message hear": ("coast Words", COAST, "done"),
    "message take-down": ("coast Words", COAST, "done"),
    "message clear": ("coast m-0 1 none", COAST, "message.why.passage"),
    "message file": ("coast m-0 --to .", COAST, "message.why.piece"),
    "message send": ("coast Words --to Nobody", COAST, "message.why.recipient"),
    "message take-back": ("coast m-0", COAST, "message.why.not_yours"),
    "message seen": ("coast m-0", ("coast-delegate", *COAST), "message.why.letter"),
    "message deliver": ("coast", COAST, "done"),
    "position list": ("", TEAM, "done"),
    "position matters": ("", TEAM, "done"),
    "position show": ("mt-0", TEAM, "position.why.matter"),
    "position moves": ("--from 2023-11-01 --until 2023-11-20", TEAM, "done"),
    "position name": (f"{BOTH} --matter mt-0", OFFICERS, "position.why.matter"),
    "position note": ("coast mt-0 wants Words --ours basis", COAST, "position.why.matter"),
    "position drop": ("coast ps-0 reason", COAST, "position.why.position"),
    "assessment list": ("--line coast", COAST, "done"),
    "assessment show": ("as-0 --line coast", COAST, "assessment.why.unknown"),
    "assessment words": ("", OFFICERS, "done"),
    "assessment make": (
        "Words --sure likely --change words --until 2999-01-01 --line coast --ours basis",
        COAST,
        "done",
    ),
    "assessment close": ("as-0 unknown --line coast --why words", COAST, "assessment.why.unknown"),
    "assessment open-cell": ("", ("lead",), "done"),
    "assessment give-cell": ("coast-officer", ("lead",), "access.why.log"),
    "assessment take-cell": ("coast-officer", ("lead",), "access.why.not_held"),
    "shift now": ("", TEAM, "done"),
    "shift take": ("", OFFICERS, "done"),
    "shift stay": ("--hours 3", (), ""),
    "shift note": ("Words", (), ""),
    "shift hand-over": ("lead Words", (), ""),
    "shift accept": ("", TEAM, "shift.why.not_handed"),
    "shift end": ("", (), ""),
    "door show": ("", DELEGATES, "done"),
    "door open": ("m-0", DELEGATES, "message.why.letter"),
    "door say": ("Words", DELEGATES, "done"),
    "door file": ("m-0 --to .", DELEGATES, "message.why.piece"),
    "door clear": ("m-0 1 none", DELEGATES, "message.why.passage"),
    "definition list": ("", TEAM, "done"),
    "definition show": ("df-0", TEAM, "definition.why.unknown"),
    "definition map": ("df-0 --out out.png", TEAM, "definition.why.unknown"),
    "definition write": (f"--name-ar كلمات --name-en Words {BOTH}", OFFICERS, "done"),
    "definition put": ("df-0 coast --to Nobody", TEAM, "definition.why.unknown"),
    "definition take-back": ("df-0 coast", TEAM, "definition.why.unknown"),
    "definition confirm": ("df-0 coast --person envoy", ("coast-delegate", *COAST), "definition.why.not_put"),
    "definition object": ("df-0 coast Words --person envoy", ("coast-delegate", *COAST), "definition.why.not_put"),
    "definition approve": ("df-0", OFFICERS, "definition.why.unknown"),
    "definition agree": ("df-0", TEAM, "definition.why.unknown"),
    "table show": ("", EVERYBODY, "done"),
    "table notice": (BOTH, OFFICERS, "done"),
    "table name": (f"mediator {BOTH}", OFFICERS, "done"),
    "table day": (f"2999-01-02 {BOTH}", OFFICERS, "done"),
    "table move": (f"dy-0 2999-01-02 {BOTH}", OFFICERS, "table.why.day"),
    "table strike": ("dy-0", OFFICERS, "table.why.day"),
    "table commit": ("mediator --en Words --on 2999-01-02", OFFICERS, "done"),
    "table withdraw": ("cm-0 --en Words", OFFICERS, "table.why.commitment"),
    "table waiting": ("", TEAM, "done"),
    "table look": ("tb-0", TEAM, "table.why.unknown"),
    "table approve": (f"tb-0 {DIGEST}", OFFICERS, "table.why.unknown"),
    "table send-back": ("tb-0 --reason Words", OFFICERS, "table.why.unknown"),
    "table take-back": ("tb-0", OFFICERS, "table.why.unknown"),
    "table calendar": ("out.ics", EVERYBODY, "done"),
    "table month": ("", EVERYBODY, "done"),
    "relay list": ("", OFFICERS, "done"),
    "relay show": ("rl-0", (), ""),
    "relay file": ("rl-0 --to .", (), ""),
    "relay passages": ("coast", COAST, "done"),
    "relay draft": ("coast hills --sentence ours:Words --written-in en", COAST, "done"),
    "relay approve": (f"rl-0 {DIGEST} --recipient Nobody", (), ""),
    "relay send-back": ("rl-0 --reason Words", (), ""),
    "relay lend": ("coast rl-0 hills-officer", (), ""),
    "relay take-back": ("rl-0", OFFICERS, "relay.why.not_yours"),
    "relay alone": (f"coast rl-0 {DIGEST} --recipient Nobody --reason Words", (), ""),
    "relay countersign": ("rl-0", OFFICERS, "relay.why.countersign"),
    "pace": ("coast", COAST, "done"),
    "leak find": ("words.txt", ("lead",), "done"),
    "leak of": ("m-0", ("lead",), "leak.why.thing"),
    "key list": ("", (*KEYS, "auditor"), "done"),
    "key make": ("weekly --log table", KEYS, "done"),
    "key revoke": ("0a1b2c3d4e5f", (), ""),
}
"""`definition put`, `take-back` and `agree`, and `shift accept`, are open to the analyst as far as finding that there is no such
word, or that no watch was handed to him, which he reads anyway."""


def test_every_command_of_the_talks_has_its_line():
    there = set()
    for noun in NOUNS:
        inner = getattr(main.command_of(noun), "commands", None)
        there |= {f"{noun} {name}" for name in inner} if inner else {noun}
    assert there == set(TABLE)


def heads(home: Home) -> dict[str, int]:
    logs = home.logs("talks")
    return {log: head.seq for log, head in home.ledger("talks", logs).heads(logs).items()}


@pytest.mark.parametrize("command", sorted(TABLE))
def test_each_gets_what_the_table_says_and_who_is_refused_leaves_no_trace(home: Home, capsys, command: str):
    words, open_to, does = TABLE[command]
    for who in WHO:
        before = heads(home)
        capsys.readouterr()
        found = outcome(f"{command} {words}".strip(), who)
        if who in open_to:
            assert found == does, f"{who}: {command}"
        else:
            assert found in REFUSED, f"{who}: {command}"
            assert (who, found) not in {(d, "access.not_allowed") for d in DELEGATES}, (
                f"{who} hears of an act: {command}"
            )
        if found != "done":
            assert heads(home) == before, f"{who}: {command}"
            assert capsys.readouterr().out == "", f"{who}: {command}"


def test_a_line_that_is_not_one_s_own_is_refused_as_one_that_is_not_there(home: Home, capsys):
    for command, (words, open_to, _) in TABLE.items():
        if "coast" not in words.split():
            continue
        for who in set(WHO) - set(open_to) - set(COAST) - {"coast-delegate"}:
            there, nowhere = (
                outcome(f"{command} {' '.join(line if w == 'coast' else w for w in words.split())}", who)
                for line in ("coast", "nowhere")
            )
            assert there == nowhere, f"{who}: {command}"


def test_who_is_no_reader_of_the_case_is_told_only_that(home: Home, capsys):
    for command, (words, _, _) in TABLE.items():
        assert outcome(f"{command} {words}".strip(), "stranger") == "access.not_admitted", command
    assert capsys.readouterr().out == ""
