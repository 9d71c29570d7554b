"""`wasata draft`: the versions of the single negotiating text, what differs, writing the next, taking one away.

Danger: a version written over one that another wrote meanwhile.
Duty: the same questions and acts as the pages. A version is written from a file as `wasata draft show --json` prints it.
"""

import json as _json
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import TypeAdapter

from wasata.cli.at_desk import Json, as_json, at_desk
from wasata.cli.tongue import help_of, tongue
from wasata.desk import draft as drafts
from wasata.desk.access import Desk
from wasata.desk.draft_file import FORMS, as_page, as_word
from wasata.errors import AskedWrongly
from wasata.record.kinds.draft import ClausePart
from wasata.values import LANGS
from wasata.words import count, instant, say

app = typer.Typer(add_completion=False, help=help_of("draft.cli.help"), no_args_is_help=True)
Number = Annotated[int, typer.Argument(metavar="VERSION", help=help_of("draft.cli.version"))]
_CLAUSES: TypeAdapter[Any] = TypeAdapter(tuple[ClausePart, ...])


@app.command("list", help=help_of("draft.cli.list"))
@at_desk
def list_(desk: Desk, json: Json = False) -> None:
    lang, told = tongue(), drafts.versions(desk)
    if json:
        as_json(told)
        return
    for v in told:
        parts = [
            count("draft.n_clauses", v.clauses, lang),
            count("draft.n_open", v.open, lang),
            count("draft.n_flaws", v.flaws, lang),
        ]
        print(f"{v.number}  {instant(v.at, lang)}  {v.author}  {say('figure.dot', lang).join(parts)}")
    if not told:
        print(say("draft.none", lang))


@app.command("show", help=help_of("draft.cli.show"))
@at_desk
def show(desk: Desk, version: Number, json: Json = False) -> None:
    lang = tongue()
    told = drafts.clauses(desk, version)
    if json:
        as_json([{"clause": c.clause, "title": c.title, "words": c.words, "options": c.options} for c in told])
        return
    for n, c in enumerate(told, 1):
        print(f"{n}. {c.title[lang] if c.title else c.clause}")
        for each in LANGS:
            print(f"    {c.words[each]}")
        for flaw in c.flaws:
            print(f"    [{say(f'draft.flaw.{flaw.kind}', lang)} {flaw.value}]")


@app.command("compare", help=help_of("draft.cli.compare"))
@at_desk
def compare(
    desk: Desk, before: Number, after: Annotated[int, typer.Argument(metavar="VERSION", help=help_of("draft.cli.version"))],
    json: Json = False,
) -> None:  # fmt: skip
    lang = tongue()
    found = drafts.compared(desk, before, after)
    if json:
        as_json(found)
        return
    for c in found:
        alone = c.change.one_language
        only = f"  [{say('draft.one_language', lang)} {say(f'draft.lang.{alone}', lang)}]" if alone else ""
        print(f"{say(f'draft.change.{c.change.kind}', lang)}  {c.title[lang] if c.title else c.change.name}{only}")
        for pieces in (c.ar, c.en):
            marked = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
            print("    " + "".join(marked[p.kind].format(p.text) for p in pieces))
    if not found:
        print(say("draft.nothing_differs", lang))


@app.command("write", help=help_of("draft.cli.write"))
@at_desk
def write(
    desk: Desk,
    path: Annotated[Path, typer.Argument(metavar="FILE", help=help_of("draft.cli.file"))],
    after: Annotated[int, typer.Option("--after", help=help_of("draft.cli.after"))],
    note: Annotated[str, typer.Option("--note", help=help_of("draft.note"))] = "",
) -> None:
    try:
        told = _CLAUSES.validate_json(_json.dumps(_json.loads(path.read_text("utf-8"))))
    except (OSError, ValueError) as error:
        first = str(error).splitlines()[1:2] or [str(error)]
        raise drafts.wrong("file", f"{path.name}: {first[0].strip()}") from None
    number = drafts.write(desk, told, after=after, note=note or None)
    print(say("offer.of_draft", tongue(), n=number))


@app.command("save", help=help_of("draft.cli.save"))
@at_desk
def save(
    desk: Desk,
    version: Number,
    path: Annotated[Path, typer.Argument(metavar="FILE", help=help_of("draft.cli.save_file"))],
) -> None:
    form = path.suffix.removeprefix(".")
    if form not in FORMS:
        raise AskedWrongly(why=say("draft.cli.form", tongue(), value=path.name), command="wasata draft save")
    with desk.hold():
        told = drafts.version(desk, version)
        content = as_word(desk, told) if form == "docx" else as_page(desk, told, tongue())
    path.write_bytes(content)
    print(path)
