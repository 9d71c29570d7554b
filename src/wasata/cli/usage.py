"""How a command is used, told in the language of the run.

Danger: an Arabic help page with English headings; a refusal that names Typer's classes and not what was written.
Duty: the help page of a command and its sub-commands, and why words could not be taken, both by our own catalogues.
Shape: works on what Typer made of a module (`params`, `commands`), whichever Click it carries.
"""

import sys
from collections.abc import Iterator, Sequence
from typing import Any, get_args

from wasata.cli.tongue import tongue
from wasata.values import Lang
from wasata.words import say

HELP = ("--help", "-h")


def asks_for_help(words: Sequence[str]) -> bool:
    """Whether a help page is asked for, before any "--"."""
    before = words[: words.index("--")] if "--" in words else words
    return any(word in HELP for word in before)


def tell_help(command: Any, name: str, words: Sequence[str]) -> None:
    """Prints the help page of the command the words lead to: `report add --help` is about `report add`."""
    for word in words:
        inner = getattr(command, "commands", {}).get(word)
        if inner is not None:
            command, name = inner, f"{name} {word}"
    sys.stdout.write("\n".join(_page(command, name, tongue())) + "\n")


def _page(command: Any, name: str, lang: Lang) -> Iterator[str]:
    inner: dict[str, Any] = getattr(command, "commands", {})
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and not (p.hidden or "completion" in p.name)]
    shape = [name, *(_argument(p) for p in arguments)]
    if options:
        shape.append(say("read.usage.options_here", lang))
    if inner:
        shape.append(say("read.usage.command_here", lang))
    yield " ".join(shape)
    if command.help:
        yield ""
        yield command.help.strip()
    rows = [(_argument(p), _told(p, lang)) for p in arguments]
    rows += [(_option(p), _told(p, lang)) for p in options]
    rows.append(("--help", say("read.usage.help", lang)))
    yield from _table(rows)
    if inner:
        told = [(key, (c.help or "").strip().split("\n")[0]) for key, c in sorted(inner.items()) if not c.hidden]
        yield from _table(told)


def _table(rows: list[tuple[str, str]]) -> Iterator[str]:
    wide = min(max(len(left) for left, _ in rows), 28)
    yield ""
    for left, right in rows:
        yield f"  {left:<{wide}}  {right}".rstrip()


def _argument(param: Any) -> str:
    name = (param.metavar or param.name or "").strip("[]").upper()
    many = "…" if param.nargs == -1 else ""
    return f"{name}{many}" if param.required else f"[{name}{many}]"


def _option(param: Any) -> str:
    names = ", ".join([*param.opts, *param.secondary_opts])
    if param.is_flag:
        return names
    return f"{names} {_choices(param) or (param.metavar or param.name or '').upper()}"


def _choices(param: Any) -> str:
    """What may be chosen, for an option that takes one of a few words."""
    declared = getattr(getattr(param, "type_descriptor", None), "annotation", None)
    choices = getattr(getattr(param, "type", None), "choices", None) or get_args(declared)
    return "|".join(choices) if choices and all(isinstance(c, str) for c in choices) else ""


def _told(param: Any, lang: Lang) -> str:
    told = (getattr(param, "help", None) or "").strip()
    default = param.default
    if isinstance(default, str | int) and not isinstance(default, bool) and default != "":
        told += " " + say("read.usage.default", lang, value=str(default))
    return told.strip()


def why_refused(error: Any) -> str:
    """Why Typer could not take the words, in the language of the run, naming what was written."""
    lang = tongue()
    kind = type(error).__name__
    param = getattr(error, "param", None)
    name = _name_of(param) if param is not None else ""
    if kind == "NoSuchOption":
        return say("read.wrongly.unknown_option", lang, option=error.option_name)
    if kind == "BadOptionUsage":
        return say("read.wrongly.needs_value", lang, option=error.option_name)
    if kind == "MissingParameter" and name:
        return say("read.wrongly.missing", lang, name=name)
    if kind == "BadParameter" and name:
        return say("read.wrongly.bad_value", lang, name=name, why=str(error.message).strip().rstrip("."))
    return say("read.wrongly.other", lang, why=error.format_message().strip().rstrip("."))


def _name_of(param: Any) -> str:
    return str(param.opts[0]) if param.param_type_name == "option" else _argument(param)
