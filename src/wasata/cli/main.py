"""The door of the command line.

Danger: half a second spent on libraries that the command does not use; a traceback in place of a sentence.
Duty: `wasata <command>`. `read` starts without Typer; the other commands come in only when called, one module a noun,
each with `app: typer.Typer`. What is refused is said in words, with the next move, and the exit code says it too.
Shape: exit codes: 0 done · 1 refused or partly done · 2 asked wrongly · 130 interrupted.
"""

import gc
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from wasata.cli.tongue import complain, settle, tongue
from wasata.errors import PART_OF, AskedWrongly, NoSuchCommand, PartMissing, WasataError

COMMANDS = (
    "read",
    "case",
    "report",
    "line",
    "contact",
    "message",
    "position",
    "assessment",
    "package",
    "draft",
    "offer",
    "rehearse",
    "shift",
    "door",
    "definition",
    "table",
    "feed",
    "figure",
    "brief",
    "relay",
    "pace",
    "record",
    "closing",
    "precedent",
    "leak",
    "key",
    "holding",
    "keep",
    "travel",
    "room",
)
"""In the order of `wasata --help`. Each has its line there under the key `read.command.<name>`."""
SHORT = frozenset({"brief"})
"""What somebody waits for a second at most."""


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Runs one command and ends the process."""
    words = settle(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    try:
        code = _run(words)
        sys.stdout.flush()
    except WasataError as error:
        code = complain(error)
    except ModuleNotFoundError as error:
        if os.environ.get("WASATA_DEBUG"):
            raise
        code = complain(_part_of(error))
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that closing stdout says nothing more
        code = 1
    except OSError as error:
        if os.environ.get("WASATA_DEBUG"):
            raise
        code = complain(_told_by_the_system(error))
    except Exception as error:
        if os.environ.get("WASATA_DEBUG"):
            raise
        code = complain(WasataError(), because=f"{type(error).__name__} (WASATA_DEBUG=1)")
    sys.exit(code)


def _run(words: list[str]) -> int:
    if words and words[0] == "read":
        from wasata.cli.read import run  # `read` has half a second: nothing else is imported for it

        return run(words[1:])
    if words in (["--version"], ["-V"]):
        from wasata import __version__

        print(__version__)
        return 0
    if not words or words[0] in ("--help", "-h", "help"):
        _say_help()
        return 0 if words else 2
    name = words[0]
    if name not in COMMANDS:
        raise NoSuchCommand(value=name, commands=", ".join(COMMANDS))
    if name not in SHORT:
        return _run_command(name, words)
    gc.disable()  # it is over before there is garbage worth looking for
    try:
        return _run_command(name, words)
    finally:
        gc.enable()


def _run_command(name: str, words: list[str]) -> int:
    from wasata.cli import usage  # only for the commands that Typer takes apart

    command = command_of(name)
    if usage.asks_for_help(words[1:]):
        usage.tell_help(command, f"wasata {name}", words[1:])
        return 0
    try:
        result = command.main(words[1:], prog_name=f"wasata {name}", standalone_mode=False)
    except AskedWrongly as wrong:  # what many commands ask for alike does not know which of them was typed
        raise AskedWrongly(**{"command": f"wasata {name}"} | wrong.values) from None
    except Exception as error:
        if type(error).__name__ == "Abort":
            raise KeyboardInterrupt from None
        if not hasattr(error, "format_message"):  # what Typer's refusals have, whichever Click it carries
            raise
        raise AskedWrongly(why=usage.why_refused(error), command=f"wasata {name}") from error
    return result if isinstance(result, int) else 0


def _told_by_the_system(error: OSError) -> WasataError:
    """A full disk, a folder that may not be written: whatever part of the room met it."""
    from pathlib import Path

    from wasata.record.files import told  # only when something went wrong

    return told(error, Path(str(error.filename or os.environ.get("WASATA_HOME", "var"))))


def _part_of(error: ModuleNotFoundError) -> PartMissing:
    """Which part brings the module that was missing, when a command starts or later: the room, where we do not know."""
    module = error.name or ""
    top = module.partition(".")[0]
    part, shown = PART_OF.get(top, "room"), module if top == "wasata" else top
    return PartMissing(part=part, module=shown, python=sys.executable)


def command_of(name: str) -> Any:
    """The command of a noun, from its own module."""
    from importlib import import_module

    import typer.main  # only for the commands that need it

    module = import_module(f"wasata.cli.{name}")
    return typer.main.get_command(module.app)


def _say_help() -> None:
    from wasata.words import say

    lang = tongue()
    print(say("read.help.head", lang))
    print()
    for name in COMMANDS:
        print(f"  {name:<8} {say(f'read.command.{name}', lang)}")
    print()
    print(say("read.help.foot", lang))


def _speak_utf8() -> None:
    """Arabic goes out as UTF-8 whatever the machine's locale says."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
