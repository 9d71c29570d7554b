"""`wasata keep`: the room on its own server.

Danger: a command that says it is done when it is not; a secret left on a screen or in a history.
Duty: each command is a function of its own module; this one gathers them.
Shape: exit codes as everywhere: 0 done, 1 refused, 2 asked wrongly: a timer tells by them.
"""

import typer

from wasata.cli import bundle, copies, lost_factor, parts, server, sign_in, upgrade
from wasata.cli.tongue import help_of

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None, help=help_of("read.command.keep"))

app.command("backup", help=help_of("copies.cli.backup"))(copies.backup)
app.command("check", help=help_of("copies.cli.check"))(copies.check)
app.command("restore", help=help_of("copies.cli.restore"))(copies.restore)
app.command("try", help=help_of("copies.cli.try"))(copies.try_)
app.command("forget", help=help_of("copies.cli.forget"))(copies.forget)
app.command("accept", help=help_of("copies.cli.accept"))(copies.accept)
app.command("copies", help=help_of("copies.cli.copies"))(copies.stand)
app.command("upgrade", help=help_of("upgrade.cli.help"))(upgrade.upgrade)
app.command("invite", help=help_of("keep.cli.invite"))(sign_in.invite)
app.command("shut-out", help=help_of("keep.cli.shut_out"))(sign_in.shut_out)
app.command("clock", help=help_of("clock.cli.help"))(server.clock)
app.command("certificate", help=help_of("certificate.cli.help"))(server.certificate)
app.command("factors", help=help_of("lostfactor.cli.show"))(lost_factor.show)
app.command("factor-lost", help=help_of("lostfactor.cli.report"))(lost_factor.report)
app.command("factor-confirm", help=help_of("lostfactor.cli.confirm"))(lost_factor.confirm)
app.command("factor-stop", help=help_of("lostfactor.cli.stop"))(lost_factor.stop)
app.command("parts", help=help_of("parts.cli.help"))(parts.parts)
app.command("bundle", help=help_of("bundle.cli.help"))(bundle.bundle)
