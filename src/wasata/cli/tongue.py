"""Tongue: in which language the command line speaks.

Danger: a help page that is half Arabic and half English.
Duty: one answer for the whole run: `--lang`, else WASATA_LANG, else the machine's own language, else English; and what is
refused, said in it.
Shape: help texts of sub-commands are read when their module is imported, so `settle` runs before any of them is.
"""

import os
import re
import sys
from collections.abc import Sequence
from functools import cache

from wasata.errors import AskedWrongly, NoSuchCommand, WasataError
from wasata.values import LANGS, Lang

_PASTED = re.compile("[\u2066-\u2069]")
"""Signs that set foreign words apart: left out of the next move, which people copy."""


def settle(argv: Sequence[str]) -> list[str]:
    """Settles the language of this run and gives back the words without a `--lang` that stands before the command."""
    words = list(argv)
    before: list[str] = []
    while words and words[0].startswith("--lang"):
        taken = 1 if words[0].startswith("--lang=") else 2
        if words[0] not in ("--lang",) and taken == 2:
            break
        before, words = words[:taken], words[taken:]
    for said in (_asked(before), _asked(words)):
        if said in LANGS:
            os.environ["WASATA_LANG"] = said
            tongue.cache_clear()
            break
    return words


def _asked(words: Sequence[str]) -> str:
    for n, word in enumerate(words):
        if word == "--":
            break
        if word == "--lang" and n + 1 < len(words):
            return words[n + 1]
        if word.startswith("--lang="):
            return word.partition("=")[2]
    return ""


@cache
def tongue() -> Lang:
    """The language in which this run speaks to the person at the terminal."""
    for name in ("WASATA_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        said = os.environ.get(name, "")
        if said:
            return "ar" if said.split("_")[0].split(".")[0].lower() == "ar" else "en"
    return "en"


def help_of(key: str, **values: object) -> str:
    """A help text in the language of this run, for Typer's `help=`."""
    from wasata.words import say  # catalogues load only when something is said

    return say(key, tongue(), **values)


def complain(error: WasataError, because: str = "") -> int:
    """Says on stderr what is refused and what can be done; gives the exit code."""
    from wasata.words import MissingWords, tell

    lang = tongue()
    try:
        what, move = tell(error, lang)
    except MissingWords:
        what, move = tell(WasataError(), lang)
        because = because or str(error)
    print(what + (f" [{because}]" if because else ""), file=sys.stderr)
    print(_PASTED.sub("", move), file=sys.stderr)
    return 2 if isinstance(error, NoSuchCommand | AskedWrongly) else 1
