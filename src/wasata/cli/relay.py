"""`wasata relay`: chosen words of one line for another: passages, drafts, approvals, where each relay stands.

Danger: an approval of a letter that nobody read; a letter that goes to another channel than was meant.
Duty: the same acts as the pages, from the terminal. Who approves gives the digest that `show` printed, and the recipient's name.
"""

import re
from datetime import datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from wasata.cli.at_desk import Json, apart, as_json, at_desk, worded
from wasata.cli.files import Folder, written
from wasata.cli.tongue import help_of, tongue
from wasata.desk import relay as desk_relay
from wasata.desk.access import Desk
from wasata.desk.case import case_head
from wasata.desk.enclosure import Enclosed, files_of
from wasata.desk.letter import HOLD, HOLDS
from wasata.desk.line_stands import require_a_line
from wasata.desk.relay_choice import Passage, ref_of, said
from wasata.desk.relay_life import End, RelayLine, RelayWhole, are_any, enclosure, relay_whole, relays
from wasata.desk.voice import author_shown
from wasata.errors import AskedWrongly
from wasata.record.kinds.relay import PassageRef, RelaySentence
from wasata.values import LANGS, Lang
from wasata.words import instant, say

app = typer.Typer(add_completion=False, help=help_of("relay.cli.help"), no_args_is_help=True)
Named = Annotated[str, typer.Argument(metavar="RELAY", help=help_of("relay.cli.relay"))]
Line = Annotated[str, typer.Argument(metavar="LINE", help=help_of("relay.cli.line"))]
Digest = Annotated[str, typer.Argument(metavar="DIGEST", help=help_of("relay.cli.digest"))]
Recipient = Annotated[str, typer.Option("--recipient", help=help_of("relay.cli.recipient"))]
Hold = Annotated[int | None, typer.Option("--hold", help=help_of("relay.cli.hold"))]
Reason = Annotated[str, typer.Option("--reason", help=help_of("relay.cli.reason"))]

_SENTENCE = re.compile(r"\s*(quote|paraphrase|ours|test)((?:\s+(?:line|channel)\.[\w-]+\.\d+)*)\s*:\s*(.+)", re.DOTALL)
"""`paraphrase channel.m-1.2 channel.m-1.3: The other side would take five days.`"""


def _zone(desk: Desk) -> ZoneInfo:
    return ZoneInfo(case_head(desk, tongue()).zone)


def _wrongly(command: str, why: str, **values: object) -> AskedWrongly:
    return AskedWrongly(why=say(f"relay.cli.wrongly.{why}", tongue(), **values), command=f"wasata relay {command}")


@app.command("list", help=help_of("relay.cli.list"))
@at_desk
def list_(desk: Desk, json: Json = False) -> None:
    desk.require("read_relays")
    if not are_any(desk):
        require_a_line(desk)
    told = relays(desk, tongue())
    if json:
        as_json(told)
        return
    if not told:
        print(say("relay.none", tongue()))
    for line in told:
        print(_line(line, _zone(desk)))


def _name(end: End) -> str:
    return apart(end.name) if end.line else say("relay.kept_to_few", tongue())


def _at(what: str, at: datetime, zone: ZoneInfo, *, learned: bool) -> str:
    """A step with its hour; or with that at which the team learned of it."""
    hour = instant(at, tongue(), zone=zone)
    if learned and what in ("delivered", "seen", "answered"):
        hour = f"{say('relay.learned', tongue())} {hour}"
    return say("relay.life.at", tongue(), step=say(f"relay.step.{what}", tongue()), hour=hour)


def _line(line: RelayLine, zone: ZoneInfo) -> str:
    told = [say("relay.cli.way", tongue(), start=_name(line.from_end), end=_name(line.to_end)),
            say(f"relay.state.{line.state}", tongue())]  # fmt: skip
    hours = (("drafted", line.drafted_at), ("approved", line.approved_at), ("delivered", line.delivered_at),
             ("seen", line.seen_at), ("answered", line.answered_at))  # fmt: skip
    told += [_at(what, at, zone, learned=line.learned) for what, at in hours if at is not None]  # fmt: skip
    if line.leaves_at is not None:
        told.append(f"{say('relay.leaves', tongue())} {instant(line.leaves_at, tongue(), zone=zone)}")
    if line.alone and line.countersign_by is not None:
        told.append(say("relay.alone_overdue" if line.is_overdue else "relay.alone_open", tongue()))
    if line.yours:
        told.append(f"» {say(f'relay.yours.{line.yours}', tongue())}")
    return f"{line.relay}  {say('figure.dot', tongue()).join(told)}"


@app.command(help=help_of("relay.cli.show"))
@at_desk
def show(desk: Desk, relay: Named, json: Json = False) -> None:
    desk.require("read_relays")
    told = relay_whole(desk, relay, tongue())
    if json:
        as_json(told)
        return
    zone = _zone(desk)
    print(_line(told.line, zone))
    _letter(told)
    for step in told.steps:
        who = f"  {apart(author_shown(step.by, tongue()))}" if step.by else ""
        why = f": {worded(step.reason)}" if step.reason else ""
        hour = f"{say('relay.learned', tongue())} " if step.learned else ""
        hour += instant(step.at, tongue(), zone=zone)
        print(f"  {hour}  {say(f'relay.step.{step.what}', tongue())}{who}{why}")
    if told.stands is False and told.line.state in ("drafted", "waiting", "leaving"):
        print(say("relay.no_longer_cleared" if told.line.state == "drafted" else "relay.will_not_leave", tongue()))
    if told.nobody:
        print(say("relay.nobody_countersigns", tongue()))
    elif told.not_asked:
        print(say(f"relay.not_asked.{told.not_asked}", tongue()))
    if told.digest:
        print(f"{say('relay.cli.digest_is', tongue())} {told.digest}")


def _letter(told: RelayWhole) -> None:
    print(f"\n{say('relay.as_they_read_it', tongue())}")
    if not told.letter:
        print(f"  {say('relay.words_not_yours', tongue())}")
    basis = {b.number: b for b in told.basis}
    for n, words in enumerate(told.letter, 1):
        print(f"  {n}. {worded(words)}")
        for s in (s for s in told.sentences if s.number == n):
            resting = [basis[number] for number in s.rests_on]
            print(f"       {say(f'relay.form.{s.form}', tongue())}" + (
                "" if resting else f" · {say('relay.rests_on_nothing', tongue())}"))  # fmt: skip
            if s.why:
                print(f"       ! {say(f'relay.why.{s.why}', tongue())}")
            for b in resting:
                clear = (
                    say(f"message.clearance.{b.clearance}", tongue())
                    if b.clearance
                    else say("relay.why.gone", tongue())
                )
                words_of = say("relay.a_file", tongue()) if b.media_type else worded(b.words)
                print(f"       ← {b.ref}  {words_of}  [{clear}]")
    for piece in told.pieces:
        resting_on = [b.ref for b in told.basis if b.number == piece.rests_on]
        print(f"  {piece.name}  {piece.media_type}  {piece.size}  {' '.join(resting_on)}")
    if told.behind:
        print(f"\n{say('relay.behind', tongue())}")
        for p in told.behind:
            print(_passage(p))
    print()


def _passage(p: Passage) -> str:
    words = f"{apart(p.file.name)} ({p.file.media_type}, {p.file.size})" if p.file is not None else worded(p.words)
    return f"  {p.ref}  {words}  [{say(f'message.clearance.{p.clearance}', tongue())}]"


@app.command(help=help_of("relay.cli.take_out"))
@at_desk
def file(desk: Desk, relay: Named, to: Folder) -> None:
    desk.require("read_relays")
    told = relay_whole(desk, relay, tongue())
    for piece in told.pieces:
        name, content = enclosure(desk, relay, piece.digest)
        print(written(to, name, content, "relay file"))


@app.command(help=help_of("relay.cli.passages"))
@at_desk
def passages(desk: Desk, line: Line, json: Json = False) -> None:
    told = said(desk, line)
    if json:
        as_json(told)
        return
    zone = _zone(desk)
    if not told:
        print(say("relay.nothing_said", tongue()))
    for m in told:
        print(f"{say(f'relay.way.{m.way}', tongue())}  {instant(m.at, tongue(), zone=zone)}")
        for p in m.passages:
            print(_passage(p))


@app.command(help=help_of("relay.cli.draft"))
@at_desk
def draft(
    desk: Desk,
    line: Line,
    to: Annotated[str, typer.Argument(metavar="TO", help=help_of("relay.cli.to"))],
    sentence: Annotated[list[str], typer.Option("--sentence", help=help_of("relay.cli.sentence"))],
    written_in: Annotated[str, typer.Option("--written-in", help=help_of("relay.cli.written_in"))] = "",
    relay: Annotated[str, typer.Option("--relay", help=help_of("relay.cli.again"))] = "",
    answers: Annotated[str, typer.Option("--answers", help=help_of("relay.cli.answers"))] = "",
    file: Annotated[list[str] | None, typer.Option("--file", help=help_of("relay.cli.file"))] = None,
) -> None:
    lang: Lang | None = next((x for x in LANGS if x == written_in), None)
    if lang is None:
        raise _wrongly("draft", "language", value=written_in)
    sentences = tuple(map(_sentence, sentence))
    named = desk_relay.draft(
        desk,
        line,
        to,
        lang,
        sentences,
        relay=relay or None,
        answers=answers or None,
        files=tuple(_file(desk, line, told) for told in file or ()),
    )
    print(say("relay.cli.drafted", tongue(), relay=named))


def _sentence(told: str) -> RelaySentence:
    found = _SENTENCE.fullmatch(told)
    if found is None or len(found[3].strip()) > 4_000:
        raise _wrongly("draft", "sentence", value=told[:200])
    refs: list[PassageRef] = []
    for name in found[2].split():
        ref = ref_of(name)
        if ref is None:
            raise _wrongly("draft", "passage", value=name)
        refs.append(ref)
    form = next(f for f in ("quote", "paraphrase", "ours", "test") if f == found[1])
    return RelaySentence(words=found[3].strip(), form=form, rests_on=tuple(refs))  # type: ignore[arg-type]


def _file(desk: Desk, line: str, told: str) -> Enclosed:
    """One that came with a contact, by contact, name and passage; or one that was handed in with a message, by its own name."""
    own = ref_of(told.strip())
    handed = next((f for f in files_of(desk, line) if own is not None and f.rests_on == own), None)
    if handed is not None and own is not None:
        return Enclosed("", handed.piece, own)
    contact, piece, ref = (*told.split(), "", "", "")[:3]
    found = ref_of(ref)
    if len(told.split()) != 3 or found is None:
        raise _wrongly("draft", "file", value=told[:200])
    return Enclosed(contact, piece, found)


def _hold(command: str, minutes: int | None) -> timedelta:
    if minutes is None:
        return HOLD
    if timedelta(minutes=minutes) not in HOLDS:
        offered = ", ".join(str(int(h.total_seconds() // 60)) for h in HOLDS if not h.seconds % 60)
        raise _wrongly(command, "hold", value=minutes, offered=offered)
    return timedelta(minutes=minutes)


def _origin(desk: Desk, relay: str) -> str | None:
    """The line it comes from, if this reader holds it; None where it was lent to him."""
    return relay_whole(desk, relay, tongue()).origin


def _stands(desk: Desk, relay: str) -> None:
    line = relay_whole(desk, relay, tongue()).line
    print(_line(line, _zone(desk)))


@app.command(help=help_of("relay.cli.approve"))
@at_desk
def approve(desk: Desk, relay: Named, digest: Digest, recipient: Recipient, hold: Hold = None) -> None:
    wait = _hold("approve", hold)
    desk_relay.approve(desk, relay, digest, recipient=recipient, line=_origin(desk, relay), hold=wait)
    _stands(desk, relay)


@app.command("send-back", help=help_of("relay.cli.send_back"))
@at_desk
def send_back(desk: Desk, relay: Named, reason: Reason) -> None:
    desk_relay.send_back(desk, relay, reason, line=_origin(desk, relay))
    _stands(desk, relay)


@app.command(help=help_of("relay.cli.lend"))
@at_desk
def lend(
    desk: Desk,
    line: Line,
    relay: Named,
    to_reader: Annotated[str, typer.Argument(metavar="READER", help=help_of("relay.cli.to_reader"))],
) -> None:
    desk_relay.lend(desk, line, relay, to_reader)
    print(say("relay.cli.lent", tongue(), relay=relay, reader=to_reader))


@app.command("take-back", help=help_of("relay.cli.take_back"))
@at_desk
def take_back(desk: Desk, relay: Named) -> None:
    desk_relay.take_back(desk, relay)
    _stands(desk, relay)


@app.command(help=help_of("relay.cli.alone"))
@at_desk
def alone(
    desk: Desk, line: Line, relay: Named, digest: Digest, recipient: Recipient, reason: Reason, hold: Hold = None
) -> None:
    desk_relay.force(desk, line, relay, digest, reason, recipient=recipient, hold=_hold("alone", hold))
    _stands(desk, relay)


@app.command(help=help_of("relay.cli.countersign"))
@at_desk
def countersign(
    desk: Desk,
    relay: Named,
    objects: Annotated[bool, typer.Option("--object", help=help_of("relay.cli.object"))] = False,
    reason: Annotated[str, typer.Option("--reason", help=help_of("relay.cli.word_reason"))] = "",
) -> None:
    desk_relay.countersign(desk, relay, objects=objects, reason=reason or None)
    _stands(desk, relay)
