"""`wasata rehearse DOMAIN`: talks with sides that are made up, for training and for measuring.

Danger: a rehearsal taken for what a real side thinks.
Duty: a domain of GENIUS, GeniusWeb or ours, or one drawn by lot; sides that answer truly, slip, hold out or misreport; what is
suggested after each round, how sure, and, since the values are known here, how good it is.
Shape: nothing is read from a home and nothing is written to one.
"""

from pathlib import Path
from typing import Annotated, Any, get_args

import numpy as np
import typer

from wasata.cli.line import one_of
from wasata.cli.tongue import help_of, tongue
from wasata.errors import AskedWrongly
from wasata.propose import Talks
from wasata.propose.frontier import front, normal, worth
from wasata.propose.genius import read
from wasata.propose.rehearse import Manner, Side, drawn, rounds
from wasata.words import number, say

app = typer.Typer(add_completion=False)
MANNERS: tuple[str, ...] = get_args(Manner)


@app.command(help=help_of("propose.cli.help"))
def rehearse(
    domain: Annotated[Path | None, typer.Argument(metavar="DOMAIN", help=help_of("propose.cli.domain"))] = None,
    manner: Annotated[str, typer.Option("--manner", help=help_of("propose.cli.manner"))] = "truthful",
    n: Annotated[int, typer.Option("--rounds", min=1, max=200, help=help_of("propose.cli.rounds"))] = 10,
    lot: Annotated[int, typer.Option("--lot", help=help_of("propose.cli.lot"))] = 1,
    no_deal: Annotated[float, typer.Option("--no-deal", min=0.0, max=0.99, help=help_of("propose.cli.no_deal"))] = 0.0,
    rankings: Annotated[bool, typer.Option("--rankings/--no-rankings", help=help_of("propose.cli.rankings"))] = True,
) -> None:
    how: Any = one_of(manner, MANNERS, "--manner")
    if domain is None:
        space, values = drawn(lot)
        names = ["A", "B"]
    else:
        found = read(domain)
        space, names = found.space, [profile.name for profile in found.profiles]
        if len(names) < 2:
            raise AskedWrongly(why=say("propose.cli.two", tongue(), value=str(domain)), command="wasata rehearse")
        values = [normal(space, list(profile.values)) for profile in found.profiles]
    feigned = [normal(space, [own[::-1].copy() for own in side]) for side in values]
    sides = {
        name: Side(own, no_deal=no_deal, manner=how, told=other, chance=lot + k)
        for k, (name, own, other) in enumerate(zip(names, values, feigned, strict=True))
    }
    talks = Talks(space, names, no_deal=dict.fromkeys(names, None if no_deal else 0.0))
    best = _best(space, values, no_deal)
    lang = tongue()
    print(say("propose.cli.invented", lang))
    for round_ in rounds(talks, sides, n, orders=rankings, issues=rankings):
        first = round_.suggested[0].package
        gains = [float(worth(own, np.array([first]))[0]) - no_deal for own in values]
        share = max(0.0, float(np.prod(gains)) if min(gains) > 0 else 0.0) / best if best else 0.0
        each = say("package.comma", lang).join(
            f"{name} {number(round((gain + no_deal) * 100), lang)}" for name, gain in zip(names, gains, strict=True)
        )
        stop = f"  {say('propose.cli.enough', lang)}" if round_.enough else ""
        print(
            say(
                "propose.cli.round",
                lang,
                n=round_.asked,
                kept=round(share * 100),
                sure=round(round_.sure * 100),
                each=each,
            )
            + stop
        )
    for issue, option in space.told(first).items():
        print(f"    {say('package.settled', lang, issue=issue, option=option)}")


def _best(space: Any, values: Any, no_deal: float) -> float:
    """The greatest Nash product there is."""
    points = front(space, values).points - no_deal
    gains = np.maximum(points, 0.0)
    return float(gains.prod(axis=1).max())
