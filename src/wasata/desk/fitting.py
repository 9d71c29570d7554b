"""What was typed and cannot stand in a fact, said in words.

Danger: a name that is too long, told as a fault of the program with the words in it.
Duty: an act whose fact cannot be made of what it was given refuses with its own error, naming the field and no content.
Shape: `@says_what_does_not_fit(LineWrong, "line.why.form")` over an act.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from pydantic import ValidationError

from wasata.errors import DeskError
from wasata.words import Key

P = ParamSpec("P")
R = TypeVar("R")


def says_what_does_not_fit(error: type[DeskError], why: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Turns the refusal of a fact's form into `error`, with the field that is wrong as its value."""

    def mark(act: Callable[P, R]) -> Callable[P, R]:
        @wraps(act)
        def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return act(*args, **kwargs)
            except ValidationError as wrong:
                field = ".".join(str(piece) for piece in wrong.errors()[0]["loc"])
                raise error(why=Key(why), value=field) from None

        return wrapped

    return mark
