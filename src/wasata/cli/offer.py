"""`wasata offer`: what is put to the sides by two people's hands, and what they say of it; a side's own, from the terminal.

Danger: something put to the wrong sides; an answer in confidence printed.
Duty: the same questions and acts as the pages. Approving shows the whole first and signs what was shown.
"""

from typing import Annotated, Any

import typer

from wasata.cli.at_desk import Json, as_json, at_desk, heading, worded
from wasata.cli.line import hour_of, one_of
from wasata.cli.package import issues_typed
from wasata.cli.tongue import help_of, tongue
from wasata.desk import acceptance, offer_told
from wasata.desk import offer as offers
from wasata.desk.access import Desk
from wasata.desk.door import own_line
from wasata.desk.offer_told import ContentShown, WordShown
from wasata.words import instant, say

app = typer.Typer(add_completion=False, help=help_of("offer.cli.help"), no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="OFFER", help=help_of("offer.cli.offer"))]
Line = Annotated[str, typer.Option("--line", help=help_of("offer.cli.line"))]
Person = Annotated[str, typer.Option("--person", help=help_of("offer.who_said"))]
STANCES = ("accepts", "accepts_if", "changes", "refuses")
ANSWERS = ("yes", "no")


@app.command("list", help=help_of("offer.cli.list"))
@at_desk
def list_(desk: Desk, json: Json = False) -> None:
    lang, told = tongue(), offer_told.offers(desk, tongue())
    if json:
        as_json(told)
        return
    for o in told:
        what = say("offer.of_draft", lang, n=o.draft) if o.draft else say("offer.of_package", lang)
        to = say("package.comma", lang).join(name for _, name in o.to)
        until = f"  {say('offer.in_confidence_until', lang)} {instant(o.until, lang)}" if o.until else ""
        print(f"{o.offer}  {what}  {say(f'offer.state.{o.state}', lang)}  {say('offer.to', lang)} {to}{until}")
    if not told:
        print(say("offer.none", lang))


@app.command("show", help=help_of("offer.cli.show"))
@at_desk
def show(desk: Desk, offer: Name, json: Json = False) -> None:
    lang, told = tongue(), offer_told.offer_page(desk, offer, tongue())
    if json:
        as_json(told)
        return
    print(say(f"offer.state.{told.line.state}", lang))
    _say_content(told.content)
    for said in told.said:
        heading(said.name)
        if told.line.until:
            print(say("offer.answers_unseen", lang))
        elif said.word:
            print(f"{say(f'offer.stance.{said.word.stance}', lang)}  {worded(said.word.words or '')}".rstrip())
        for c in said.clauses:
            if c.word:
                print(
                    f"{c.title or c.clause}: {say(f'offer.stance.{c.word.stance}', lang)}  {worded(c.word.words or '')}".rstrip()
                )


def _word(said: WordShown) -> str:
    return f"{say(f'offer.stance.{said.stance}', tongue())}  {worded(said.words or '')}".rstrip()


def _say_content(content: ContentShown) -> None:
    for issue, option in content.lines:
        print(f"    {say('package.settled', tongue(), issue=issue, option=option)}")
    for n, c in enumerate(content.clauses, 1):
        print(f"    {n}. {c.title}  {c.words}")
    if content.words:
        print(f"    {content.words}")


@app.command("ask", help=help_of("offer.cli.ask"))
@at_desk
def ask(
    desk: Desk,
    to: Annotated[list[str], typer.Option("--to", help=help_of("offer.cli.to"))],
    package: Annotated[str, typer.Option("--package", help=help_of("package.cli.accepts"))] = "",
    draft: Annotated[int, typer.Option("--version", help=help_of("offer.which_version"))] = 0,
    ar: Annotated[str, typer.Option("--ar", help=help_of("offer.words_note"))] = "",
    en: Annotated[str, typer.Option("--en", help=help_of("offer.words_note"))] = "",
    until: Annotated[str, typer.Option("--until", help=help_of("offer.until_note"))] = "",
) -> None:
    options = issues_typed(desk).package(package) if package else None
    named = offers.ask(
        desk, to, package=options, draft=draft or None, words={"ar": ar, "en": en},
        until=hour_of(desk, until, "--until") if until else None,
    )  # fmt: skip
    print(say("offer.cli.asked", tongue(), offer=named))


@app.command("approve", help=help_of("offer.cli.approve"))
@at_desk
def approve(
    desk: Desk, offer: Name, signed: Annotated[str, typer.Option("--signed", help=help_of("offer.cli.signed"))] = ""
) -> None:
    told = offer_told.offer_page(desk, offer, tongue())
    _say_content(told.content)
    if not signed:
        print(say("offer.cli.sign", tongue(), signed=told.signed))
        return
    offers.approve(desk, offer, signed)
    print(say("offer.state.approved", tongue()))


@app.command("send-back", help=help_of("offer.send_back_do"))
@at_desk
def send_back(
    desk: Desk, offer: Name, why: Annotated[str, typer.Option("--why", help=help_of("offer.reason"))]
) -> None:
    offers.send_back(desk, offer, why)
    print(say("offer.state.sent_back", tongue()))


@app.command("take-back", help=help_of("offer.take_back_do"))
@at_desk
def take_back(desk: Desk, offer: Name) -> None:
    offers.take_back(desk, offer)
    print(say("offer.state.taken_back", tongue()))


@app.command("said", help=help_of("offer.take_down"))
@at_desk
def said(
    desk: Desk, offer: Name, stance: Annotated[str, typer.Argument(metavar="STANCE", help=help_of("offer.cli.stance"))],
    line: Line, person: Person, clause: Annotated[str, typer.Option("--clause", help=help_of("offer.which_clause"))] = "",
    told: Annotated[str, typer.Option("--words", help=help_of("offer.in_their_words"))] = "",
) -> None:  # fmt: skip
    if stance in ANSWERS:
        answer: Any = stance
        acceptance.take_down(desk, line, offer, answer, person=person)
    else:
        chosen = one_of(stance, (*STANCES, *ANSWERS), "STANCE")
        offers.take_down(desk, line, offer, chosen, told or None, person=person, clause=clause or None)
    print(say("offer.cli.noted", tongue()))


# ---- a side's own


@app.command("own", help=help_of("offer.cli.own"))
@at_desk
def own(desk: Desk, json: Json = False) -> None:
    lang, told = tongue(), offer_told.door_offers(desk, tongue())
    if json:
        as_json(told)
        return
    for put in told:
        what = say("delegate.offer.text", lang, n=put.number) if put.number else say("delegate.offer.package", lang)
        print(f"{put.offer}  {what}  {instant(put.at, lang)}")
        if put.is_closed:
            print(f"    {say('delegate.offer.closed', lang)}")
        _say_content(put.content)
        if put.asked:
            print(f"    {say('delegate.offer.until', lang)} {instant(put.asked.until, lang)}")
            print(f"    {say(f'delegate.offer.stands.{put.asked.stands}', lang)}")


@app.command("open", help=help_of("delegate.offer.open"))
@at_desk
def open_(desk: Desk, offer: Name) -> None:
    offers.seen(desk, own_line(desk), offer)
    _say_content(offer_told.door_offer(desk, offer, tongue()).content)


@app.command("say", help=help_of("delegate.offer.your_word"))
@at_desk
def say_(
    desk: Desk, offer: Name, stance: Annotated[str, typer.Argument(metavar="STANCE", help=help_of("offer.cli.stance"))],
    clause: Annotated[str, typer.Option("--clause", help=help_of("offer.which_clause"))] = "",
    told: Annotated[str, typer.Option("--words", help=help_of("delegate.offer.in_words"))] = "",
) -> None:  # fmt: skip
    offers.answer(desk, own_line(desk), offer, one_of(stance, STANCES, "STANCE"), told or None, clause=clause or None)
    print(say("offer.cli.noted", tongue()))


@app.command("answer", help=help_of("delegate.offer.give_answer"))
@at_desk
def answer(
    desk: Desk, offer: Name, answer: Annotated[str, typer.Argument(metavar="ANSWER", help=help_of("offer.cli.answer"))]
) -> None:
    given: Any = one_of(answer, ANSWERS, "ANSWER")
    acceptance.answer(desk, own_line(desk), offer, given)
    told = offer_told.door_offer(desk, offer, tongue()).asked
    if told is not None and told.receipt is not None:
        receipt = told.receipt
        print(
            f"asked {receipt.offer}\nside {receipt.side}\ntext {receipt.text}\nanswer {receipt.answer}\nsalt {receipt.salt}"
        )
        print(f"commitment {receipt.commitment}")
