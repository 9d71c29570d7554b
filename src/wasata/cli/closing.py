"""`wasata closing`: the end of a case: its plan, its holds, the way back.

Danger: a plan approved at the terminal that is not the one that was read.
Duty: the same question and acts as the page; `carry-out` does at once what the room does by itself.
"""

from datetime import date
from typing import Annotated

import typer

from wasata.cli.at_desk import Json, apart, as_json, at_desk
from wasata.cli.tongue import help_of, tongue
from wasata.desk import closing as ends
from wasata.desk.access import Desk
from wasata.desk.closed import LENT
from wasata.desk.coming import zone_of_case
from wasata.desk.record import log_name
from wasata.desk.voice import author_shown
from wasata.errors import ClosingWrong
from wasata.record.kinds.closing import Fate
from wasata.words import Key, count, instant, say

app = typer.Typer(add_completion=False, help=help_of("closing.cli.help"), no_args_is_help=True)
Reason = Annotated[str, typer.Option("--reason", help=help_of("closing.cli.reason"))]
SUM_AT_LEAST = 12


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise ClosingWrong(why=Key("closing.why.day"), value=typed) from None


def _called(log: str | None) -> str:
    if log is None:
        return say("closing.whole_case", tongue())
    return say("closing.lent", tongue()) if log == LENT else log_name(log, tongue())


@app.command(help=help_of("closing.cli.show"))
@at_desk
def show(desk: Desk, json: Json = False) -> None:
    told = ends.state(desk)
    if json:
        as_json(told)
        return
    lang, zone, plan = tongue(), zone_of_case(desk), told.plan
    stands = "closed" if told.closed_at else "none" if plan is None else "agreed" if plan.approved_by else "waits"
    print(say(f"closing.state.{stands}", lang))
    if plan is not None:
        print(f"{plan.plan}  {say('closing.at', lang)}: {instant(plan.at, lang, zone=zone)}  {apart(plan.reason)}")
        for key, by in (("closing.planned_by", plan.by), ("closing.approved_by", plan.approved_by)):
            if by:
                print(f"  {say(key, lang)}: {author_shown(by, lang)}")
        print("  " + say("closing.cli.sum", lang, digest=plan.digest))
    for loss in (*told.logs, *told.always):
        fate = say(f"closing.was.{loss.ended.fate}" if loss.ended else f"closing.fate.{loss.fate}", lang)
        held = f"  [{say('closing.held', lang)}]" if loss.holds else ""
        counts = count("closing.n_entries", loss.entries, lang), count("closing.n_files", loss.files, lang)
        who = say("report.comma", lang).join(loss.holders) or say("closing.nobody", lang)
        print(f"  {_called(loss.log)}: {fate}{held}  ({say('report.comma', lang).join((*counts, who))})")
    for hold in told.holds:
        until = instant(hold.until, lang, zone=zone) if hold.until else say("closing.until_lifted", lang)
        print(f"{hold.hold}  {_called(hold.log)}: {apart(hold.asked_by)}, {apart(hold.reason)} ({until})")
        if hold.lifting_by:
            print(
                "  "
                + say(
                    "closing.lift_asked",
                    lang,
                    who=author_shown(hold.lifting_by, lang),
                    why=apart(hold.lifting_reason or ""),
                )
            )
    if told.reopening:
        who = author_shown(told.reopening.by, lang)
        print(f"{told.reopening.ask}  {say('closing.back_asked', lang, who=who, why=apart(told.reopening.reason))}")


@app.command(help=help_of("closing.cli.plan"))
@at_desk
def plan(
    desk: Desk,
    day: Annotated[str, typer.Argument(metavar="DAY", help=help_of("closing.cli.day"))],
    reason: Reason,
    seal: Annotated[list[str] | None, typer.Option("--seal", help=help_of("closing.cli.seal"))] = None,
    destroy: Annotated[list[str] | None, typer.Option("--destroy", help=help_of("closing.cli.destroy"))] = None,
    notice_ar: Annotated[str, typer.Option("--notice-ar", help=help_of("closing.cli.notice_ar"))] = "",
    notice_en: Annotated[str, typer.Option("--notice-en", help=help_of("closing.cli.notice_en"))] = "",
) -> None:
    fates: dict[str, Fate] = {**dict.fromkeys(seal or (), "sealed"), **dict.fromkeys(destroy or (), "destroyed")}
    named = ends.plan_closing(desk, _day(day), fates, reason, notice={"ar": notice_ar, "en": notice_en})
    print(f"{named}  {say('closing.done.plan', tongue())}")


@app.command(help=help_of("closing.cli.approve"))
@at_desk
def approve(
    desk: Desk,
    plan: Annotated[str, typer.Argument(metavar="PLAN", help=help_of("closing.cli.plan_name"))],
    signed: Annotated[str, typer.Option("--sum", help=help_of("closing.cli.signed"))],
) -> None:
    found = ends.state(desk).plan
    seen = found is not None and len(signed) >= SUM_AT_LEAST and found.digest.startswith(signed)
    ends.approve_closing(desk, plan, found.digest if found is not None and seen else signed)
    print(say("closing.done.approve", tongue()))


@app.command(help=help_of("closing.cli.stop"))
@at_desk
def stop(
    desk: Desk,
    plan: Annotated[str, typer.Argument(metavar="PLAN", help=help_of("closing.cli.plan_name"))],
    reason: Reason,
) -> None:
    ends.stop_closing(desk, plan, reason)
    print(say("closing.done.stop", tongue()))
    print(say("closing.stop_note", tongue()))


@app.command(help=help_of("closing.cli.hold"))
@at_desk
def hold(
    desk: Desk,
    asked_by: Annotated[str, typer.Option("--asked-by", help=help_of("closing.cli.asked_by"))],
    reason: Reason,
    log: Annotated[str, typer.Option("--log", help=help_of("closing.cli.hold_log"))] = "",
    until: Annotated[str, typer.Option("--until", help=help_of("closing.cli.until"))] = "",
) -> None:
    ends_at = ends.hour_of(desk, _day(until)) if until else None
    print(
        f"{ends.place_hold(desk, asked_by, reason, log=log or None, until=ends_at)}  {say('closing.done.hold', tongue())}"
    )


@app.command(help=help_of("closing.cli.lift"))
@at_desk
def lift(
    desk: Desk,
    hold: Annotated[str, typer.Argument(metavar="HOLD", help=help_of("closing.cli.hold_name"))],
    reason: Annotated[str, typer.Option("--reason", help=help_of("closing.cli.reason"))] = "",
) -> None:
    """With a reason, somebody asks; without, another person lifts it."""
    if reason:
        ends.ask_lifting(desk, hold, reason)
        print(say("closing.done.lift-ask", tongue()))
        return
    ends.lift_hold(desk, hold)
    print(say("closing.done.lift", tongue()))


@app.command(help=help_of("closing.cli.reopen"))
@at_desk
def reopen(
    desk: Desk, reason: Annotated[str, typer.Option("--reason", help=help_of("closing.cli.reason"))] = ""
) -> None:
    """With a reason, a lead asks; without, an officer agrees to what was asked."""
    if reason:
        ends.ask_reopening(desk, reason)
        print(say("closing.done.back-ask", tongue()))
        return
    asked = ends.state(desk).reopening
    ends.reopen_case(desk, asked.ask if asked else "")
    print(say("closing.done.back", tongue()))


@app.command("carry-out", help=help_of("closing.cli.carry_out"))
@at_desk
def carry_out(desk: Desk) -> None:
    ends.require_may_see(desk)
    did = ends.carry_out(desk.home, desk.case, desk.now)
    print(say("closing.cli.carried_out" if did else "closing.cli.nothing_due", tongue()))
