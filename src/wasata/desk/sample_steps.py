"""The steps of the invented sample, each the desk's own act done by one of its people.

Danger: a sample made by a door of its own, so that it shows what no person could have done.
Duty: turns a step as written (`do`, `by`, values by name) into the act, and keeps the names of what acts made for later steps.
Shape: `Done.do(step, act)`; a step's `$x` is what the step with `as: x` made; `$x.letter` the letter its relay became, `$x.day`
the day it put on the table, `$x.2` its second passage.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, cast

from pydantic import TypeAdapter

from wasata.desk import (
    assessment,
    cell,
    contact,
    defined,
    definition,
    definition_delivery,
    enclosure,
    for_table,
    letter,
    line,
    message,
    package,
    position,
    relay,
    shift,
    taking,
)
from wasata.desk.access import Desk, grant_log, name_by
from wasata.desk.case import write_note
from wasata.desk.delivery import deliver_due, follow
from wasata.desk.evidence import evidence_typed
from wasata.desk.for_table import Wish
from wasata.desk.handed_in import HandedIn
from wasata.desk.sample_sketch import quay
from wasata.listen.roster import parse_roster
from wasata.record.kinds.package import IssuesSet, WishPart
from wasata.record.kinds.position import Condition, Evidence
from wasata.record.kinds.relay import PassageRef, RelaySentence

Step = dict[str, Any]
_WISH: TypeAdapter[Any] = TypeAdapter(WishPart)


def hour_of(step: Step, today: datetime) -> datetime:
    """The hour of a step: so many days from today, at an hour of that day."""
    hours, minutes = map(int, step["at"].split(":"))
    return today + timedelta(days=step["day"], hours=hours, minutes=minutes)


@dataclass(slots=True)
class Done:
    """What was done so far: the desks of the sample's people, and the names of what their acts made."""

    desks: Mapping[str, Desk]
    today: datetime
    roster: Callable[[], str]
    made: dict[str, str] = field(default_factory=dict)

    def do(self, step: Step, act: str) -> None:
        """Does one step, under this act's name."""
        told = {k: self._named(v) for k, v in step.items() if k not in ("day", "at", "by", "do", "as")}
        made = getattr(self, f"_{step['do']}")(self.desks[step["by"]], act, told)
        if "as" in step:
            self.made[step["as"]] = str(made)

    def _named(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._named(v) for v in value]
        if not isinstance(value, str) or not value.startswith("$"):
            return value
        name, _, part = value[1:].partition(".")
        if part == "letter":
            return relay.letter_of(self.made[name])
        if part.isdecimal():
            return f"{self.made[name]}.{part}"
        return for_table.entry_of(self.made[name]) if part == "day" else self.made[name]

    # the case

    def _roster(self, desk: Desk, act: str, _: Step) -> None:
        taking.set_roster(desk, parse_roster(self.roster()), act_id=act)

    def _grant(self, desk: Desk, act: str, told: Step) -> None:
        grant_log(desk, told["reader"], told["log"], may_write=True, act_id=act)

    def _notice(self, desk: Desk, act: str, told: Step) -> str:
        return for_table.ask(desk, Wish("notice", {"ar": told["ar"], "en": told["en"]}), act_id=act)

    def _note(self, desk: Desk, act: str, told: Step) -> None:
        write_note(desk, told["en"], "en", also={"ar": told["ar"]}, about="state", act_id=act)

    def _report(self, desk: Desk, act: str, told: Step) -> None:
        day = desk.now().date()
        new = taking.NewReport(
            told["text"], lang=told["lang"], title=told["title"], outlet=told["outlet"], published=day,
            published_at=desk.now(), came_by="sample",
        )  # fmt: skip
        taking.take_in_report(desk, new, act_id=act)

    # lines

    def _open_line(self, desk: Desk, act: str, told: Step) -> None:
        line.open_line(desk, told.pop("line"), act_id=act, **told)

    def _body(self, desk: Desk, act: str, told: Step) -> None:
        line.name_body(desk, told["line"], told["body"], told["names"], told["what"], act_id=act)

    def _person(self, desk: Desk, act: str, told: Step) -> None:
        line.name_person(desk, told.pop("line"), told.pop("person"), told.pop("name"), act_id=act, **told)

    def _note_line(self, desk: Desk, act: str, told: Step) -> None:
        line.note_line(desk, told.pop("line"), told.pop("state"), act_id=act, **told)

    def _dark_rule(self, desk: Desk, act: str, told: Step) -> None:
        line.agree_dark_rule(desk, told.pop("line"), told.pop("rule"), act_id=act, **told)

    def _deadline(self, desk: Desk, act: str, told: Step) -> str:
        day, at = told["due"]
        due_at = hour_of({"day": day, "at": at}, self.today)
        line.set_deadline(desk, told["line"], told["words"], due_at, told["of"], act_id=act)
        return f"d-{name_by(act)}"

    def _close_deadline(self, desk: Desk, act: str, told: Step) -> None:
        line.close_deadline(desk, told["line"], told["deadline"], told["outcome"], act_id=act)

    def _move(self, desk: Desk, act: str, told: Step) -> None:
        named = [told.pop(k) for k in ("line", "delegation", "moved", "place")]
        line.move_delegation(desk, *named, act_id=act, **told)

    def _pressure(self, desk: Desk, act: str, told: Step) -> None:
        line.note_pressure(desk, told["line"], told["on"], told["words"], asked_by_us=told["asked_by_us"], act_id=act)

    def _contact(self, desk: Desk, act: str, told: Step) -> None:
        ours = (desk.reader,) if told["answered"] else ()
        contact.record_contact(
            desk, told["line"], told["medium"], told["way"], desk.now(), answered=told["answered"], minutes=told["minutes"],
            ours=ours, theirs=told["theirs"], act_id=act,
        )  # fmt: skip

    def _meeting(self, desk: Desk, act: str, told: Step) -> str:
        named = contact.record_contact(
            desk, told["line"], told["medium"], told["way"], desk.now() - timedelta(minutes=told["minutes"] + 5),
            answered=True, minutes=told["minutes"], ours=(desk.reader,), theirs=told["theirs"], about=told["about"],
            place=told.get("place"), act_id=act,
        )  # fmt: skip
        for n, (whose, words) in enumerate(told["readouts"]):
            published = told.get("published") if whose == "theirs" else None
            contact.write_readout(
                desk, told["line"], named, whose, words, "ar", published=published, act_id=f"{act}.{n}"
            )
        return named

    # messages

    def _say(self, desk: Desk, act: str, told: Step) -> str:
        passages = [(words, clearance) for words, clearance in told["passages"]]
        return message.say(
            desk, told["line"], passages, told["lang"], answers=told.get("answers"), files=_files(told), act_id=act
        )

    def _hear(self, desk: Desk, act: str, told: Step) -> str:
        told["passages"] = [tuple(p) for p in told["passages"]]
        return message.hear(desk, told.pop("line"), told.pop("passages"), told.pop("lang"), act_id=act, **told)

    def _take_down(self, desk: Desk, act: str, told: Step) -> str:
        told["passages"], told["files"] = [tuple(p) for p in told["passages"]], _files(told)
        return message.take_down(desk, told.pop("line"), told.pop("passages"), told.pop("lang"), act_id=act, **told)

    def _clear(self, desk: Desk, act: str, told: Step) -> None:
        message.clear(desk, told["line"], told["message"], told["passage"], told["clearance"], act_id=act)

    def _send(self, desk: Desk, act: str, told: Step) -> str:
        return letter.send(desk, told["line"], told["passages"], told["lang"], recipient=told["recipient"], act_id=act)

    def _seen(self, desk: Desk, act: str, told: Step) -> None:
        letter.seen(desk, told["line"], told["message"], act_id=act)

    def _deliver(self, desk: Desk, _: str, told: Step) -> None:
        lead = self.desks["lead"]
        deliver_due(desk, told["line"], dict.fromkeys(line.lines_held(lead), lead))
        follow(desk, told["line"])

    # relays

    def _draft(self, desk: Desk, act: str, told: Step) -> str:
        sentences = [
            RelaySentence(
                words=words, form=form, rests_on=tuple(PassageRef(log=w, message=m, passage=n) for w, m, n in refs)
            )
            for words, form, refs in told["sentences"]
        ]
        refs = [PassageRef(log="channel", message=m, passage=n) for m, n in told.get("files", ())]
        known = {f.rests_on: f.piece for f in enclosure.files_of(desk, told["line"])}
        files = [enclosure.Enclosed("", known[ref], ref) for ref in refs]
        return relay.draft(
            desk, told["line"], told["to"], told["lang"], sentences, relay=told.get("relay"), answers=told.get("answers"),
            files=files, act_id=act,
        )  # fmt: skip

    def _lend(self, desk: Desk, act: str, told: Step) -> None:
        relay.lend(desk, told["line"], told["relay"], told["reader"], act_id=act)

    def _seen_letter(self, desk: Desk, told: Step) -> str:
        with desk.hold():
            return relay.to_approve(desk, told["relay"], told.get("line")).draft.digest

    def _approve(self, desk: Desk, act: str, told: Step) -> None:
        relay.approve(
            desk,
            told["relay"],
            self._seen_letter(desk, told),
            recipient=told["recipient"],
            line=told.get("line"),
            act_id=act,
        )

    def _send_back(self, desk: Desk, act: str, told: Step) -> None:
        relay.send_back(desk, told["relay"], told["reason"], line=told.get("line"), act_id=act)

    def _force(self, desk: Desk, act: str, told: Step) -> None:
        digest = self._seen_letter(desk, told)
        relay.force(desk, told["line"], told["relay"], digest, told["reason"], recipient=told["recipient"], act_id=act)

    def _countersign(self, desk: Desk, act: str, told: Step) -> None:
        relay.countersign(desk, told["relay"], act_id=act)

    # the table and its words

    def _name_on_table(self, desk: Desk, act: str, told: Step) -> str:
        return for_table.ask(desk, Wish("name", told["names"], told["who"]), act_id=act)

    def _day_on_table(self, desk: Desk, act: str, told: Step) -> str:
        day = (self.today + timedelta(days=told["on"])).date()
        return for_table.ask(
            desk, Wish("move" if "of" in told else "day", told["words"], told.get("of"), day), act_id=act
        )

    def _commitment_on_table(self, desk: Desk, act: str, told: Step) -> str:
        day = (self.today + timedelta(days=told["on"])).date() if "on" in told else None
        wish = Wish("commitment", told["words"], told["who"], day, to=told.get("to"), event=told.get("event"))
        return for_table.ask(desk, wish, act_id=act)

    def _approve_for_table(self, desk: Desk, _: str, told: Step) -> None:
        for_table.approve(desk, told["ask"], for_table.asked(desk, told["ask"], "ar").signed)

    def _send_back_from_table(self, desk: Desk, _: str, told: Step) -> None:
        for_table.send_back(desk, told["ask"], told["reason"])

    def _definition(self, desk: Desk, act: str, told: Step) -> str:
        value = Decimal(told["value"]) if "value" in told else None
        text = defined.Text(told["names"], told["words"], tuple(told["also"]), value, told.get("unit"))
        return definition.write(desk, text, act_id=act)

    def _put_definition(self, desk: Desk, act: str, told: Step) -> None:
        definition.put(desk, told["line"], told["term"], 1, recipient=told["recipient"], act_id=act)

    def _deliver_definitions(self, desk: Desk, _: str, told: Step) -> None:
        definition_delivery.deliver_round({desk.reader: desk}, told["line"])

    def _deliver_agreements(self, desk: Desk, _act: str, _told: Step) -> None:
        definition_delivery.deliver_agreements({desk.reader: desk})

    def _answer_definition(self, desk: Desk, act: str, told: Step) -> None:
        definition.answer(desk, told["line"], told["term"], 1, told.get("objection"), act_id=act)

    def _approve_definition(self, desk: Desk, act: str, told: Step) -> None:
        definition.approve(desk, told["term"], act_id=act)

    def _agree_definition(self, desk: Desk, act: str, told: Step) -> None:
        with desk.hold():
            (version,) = definition.put_to(desk, "harbour", told["term"])
        definition.agree(desk, told["term"], version.text.digest, named=version.text.names["ar"], act_id=act)

    # what we make of it

    def _matter(self, desk: Desk, act: str, told: Step) -> str:
        return position.name_matter(desk, told["names"], act_id=act)

    def _position(self, desk: Desk, act: str, told: Step) -> str:
        only_if = tuple(Condition(matter=m, words=words, of=of) for m, words, of in told.get("only_if", ()))
        return position.note_position(
            desk, told["line"], told["holder"], told["matter"], told["stance"], told["words"], told.get("lang", "ar"),
            only_if=only_if, evidence=_evidence(desk, told["evidence"]), act_id=act,
        )  # fmt: skip

    def _assess(self, desk: Desk, act: str, told: Step) -> str:
        until = (self.today + timedelta(days=told["until"])).date()
        return assessment.assess(
            desk, told.get("line"), told["words"], told["lang"], told["confidence"], basis=_evidence(desk, told["basis"]),
            would_change=told["would_change"], until=until, rivals=told.get("rivals", ()), act_id=act,
        )  # fmt: skip

    def _open_cell(self, desk: Desk, act: str, told: Step) -> None:
        cell.open_cell(desk, told["readers"], act_id=act)

    def _issues(self, desk: Desk, act: str, told: Step) -> None:
        whole = IssuesSet.model_validate_json(json.dumps(told))
        package.set_issues(desk, whole.sides, whole.issues, whole.rules, act_id=act)

    def _known(self, desk: Desk, act: str, told: Step) -> None:
        wishes = [_WISH.validate_json(json.dumps(wish)) for wish in told["wishes"]]
        package.know(desk, told["side"], wishes, told["doubt"], _evidence(desk, told["evidence"]), act_id=act)

    def _close_assessment(self, desk: Desk, act: str, told: Step) -> None:
        assessment.close_assessment(desk, told["line"], told["assessment"], told["outcome"], told["words"], act_id=act)

    # the watch

    def _watch(self, desk: Desk, act: str, told: Step) -> str:
        return shift.take_watch(desk, until=desk.now() + timedelta(hours=told["hours"]), act_id=act)

    def _watch_note(self, desk: Desk, act: str, told: Step) -> None:
        shift.note_watch(desk, told["shift"], told["words"], "ar", weight=told["weight"], act_id=act)

    def _hand_over(self, desk: Desk, act: str, told: Step) -> None:
        shift.hand_over(desk, told["shift"], told["to"], told["words"], "ar", act_id=act)

    def _accept_watch(self, desk: Desk, act: str, told: Step) -> str:
        return shift.accept_watch(desk, told["shift"], until=desk.now() + timedelta(hours=told["hours"]), act_id=act)


def _files(told: Step) -> tuple[HandedIn, ...]:
    """What they hand in: a drawing by its name in `DRAWN`, or a text in its own words, each with its leave."""
    return tuple(
        HandedIn(name, DRAWN[what]() if what in DRAWN else what.encode(), cast(Any, clearance))
        for name, what, clearance in told.get("files", ())
    )


DRAWN: Mapping[str, Callable[[], bytes]] = {
    "quay": lambda: quay(observers=False, by="League office, second floor"),
    "quay with observers": lambda: quay(observers=True, by="Sol, Harbour Assembly"),
}


def _evidence(desk: Desk, told: Sequence[Sequence[str]]) -> tuple[Evidence, ...]:
    """What is ours is told in words, all else by its name."""
    return tuple(
        Evidence(of="ours", words=what) if of == "ours" else evidence_typed(desk, cast(Any, of), what)
        for of, what in told
    )
