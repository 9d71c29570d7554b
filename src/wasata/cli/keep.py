"""`wasata keep`: the room on its own server.

Duty: each command is a function of its own module; this one gathers them.
"""

import typer

from wasata.cli import upgrade
from wasata.cli.tongue import help_of

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None, help=help_of("read.command.keep"))

app.command("upgrade", help=help_of("upgrade.cli.help"))(upgrade.upgrade)


@app.callback()
def keep() -> None:
    """One command or several: it is asked for by its name."""
