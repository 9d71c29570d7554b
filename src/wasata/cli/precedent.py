"""`wasata precedent`: what other cases of this home taught; the cards of this case.

Duty: `list`, `waiting`, `draft` (from a file of JSON), `approve` with the sum that was read, `send-back`.
"""

import json as as_text
from pathlib import Path
from typing import Annotated, Any

import typer

from wasata.cli.at_desk import Json, apart, as_json, at_desk
from wasata.cli.tongue import help_of, tongue
from wasata.desk import precedent as precedents
from wasata.desk.access import Desk
from wasata.desk.voice import author_shown
from wasata.errors import FileUnreadable, PrecedentWrong
from wasata.record.kinds.precedent import Card
from wasata.words import Key, count, say

app = typer.Typer(add_completion=False, help=help_of("precedent.cli.help"), no_args_is_help=True)
Named = Annotated[str, typer.Argument(metavar="NAME", help=help_of("precedent.cli.name"))]
SUM_AT_LEAST = 12


def _say(card: Card) -> None:
    lang = tongue()
    numbers = [say("precedent.ratio", lang, given=card.given, taken=card.taken)] if card.given is not None else []
    numbers += [
        count(f"precedent.n_{x}", n, lang) for x in ("people", "days", "steps") if (n := getattr(card, x)) is not None
    ]
    print("  " + say("figure.dot", lang).join([say(f"precedent.exchange.{card.exchange}", lang), *numbers]))
    for text in card.names.values():
        print(f"  {apart(text)}")
    for point in card.points:
        for text in point.words.values():
            print(f"    {say(f'precedent.about.{point.about}', lang)}: {apart(text)}")


@app.command("list", help=help_of("precedent.cli.list"))
@at_desk
def list_(desk: Desk, json: Json = False) -> None:
    found = precedents.precedents(desk)
    if json:
        as_json(found)
        return
    for line in found:
        print(line.precedent)
        _say(line.card)
    if not found:
        print(say("precedent.none", tongue()))


@app.command(help=help_of("precedent.cli.waiting"))
@at_desk
def waiting(desk: Desk, json: Json = False) -> None:
    found = precedents.drafts(desk)
    if json:
        as_json(found)
        return
    for line in found:
        told = (
            say("precedent.sent_back", tongue())
            if line.draft.state == "sent_back"
            else count("precedent.n_left", line.left, tongue())
        )
        print(f"{line.draft.precedent}  {author_shown(line.draft.author, tongue())}  {told}")
        print("  " + say("precedent.cli.sum", tongue(), digest=line.signed))
        _say(line.draft.card)


@app.command(help=help_of("precedent.cli.draft"))
@at_desk
def draft(
    desk: Desk, file: Annotated[Path, typer.Argument(metavar="FILE", help=help_of("precedent.cli.file"))]
) -> None:
    try:
        told: Any = as_text.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise FileUnreadable(path=str(file), why=type(error).__name__) from None
    if not isinstance(told, dict):
        raise PrecedentWrong(why=Key("precedent.why.form"), value=file.name)
    try:
        card = Card.model_validate_json(as_text.dumps(told))
    except ValueError:
        raise PrecedentWrong(why=Key("precedent.why.form"), value=file.name) from None
    print(f"{precedents.draft(desk, card)}  {say('precedent.done.draft', tongue())}")


@app.command(help=help_of("precedent.cli.approve"))
@at_desk
def approve(
    desk: Desk, name: Named, signed: Annotated[str, typer.Option("--sum", help=help_of("precedent.cli.signed"))]
) -> None:
    found = next((line.signed for line in precedents.drafts(desk) if line.draft.precedent == name), "")
    seen = len(signed) >= SUM_AT_LEAST and found.startswith(signed)
    crossed = precedents.approve(desk, name, found if seen else signed)
    print(say("precedent.done.made" if crossed else "precedent.done.word", tongue()))


@app.command("send-back", help=help_of("precedent.cli.send_back"))
@at_desk
def send_back(
    desk: Desk, name: Named, reason: Annotated[str, typer.Option("--reason", help=help_of("precedent.reason"))]
) -> None:
    precedents.send_back(desk, name, reason)
    print(say("precedent.done.back", tongue()))
