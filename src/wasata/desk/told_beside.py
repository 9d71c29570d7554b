"""What is told beside whatever is given out: the words in it whose meaning is not agreed, and that a case is invented.

Danger: a program, a paper or a file that carries a word each side reads its own way, and does not say so; an invented example
taken for what happened.
Duty: the mark of invention in its one form; which cases wear it; a plain value (as JSON has it) with both laid beside its words.
Shape: `beside(desk, value, lang)`: an object that has words of the talks in it gets `open_terms`, the outermost `invented` and
the `mark`. The press is left as it was printed: nobody there uses a word of the deal in our sense.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from wasata.desk.access import Desk
from wasata.desk.case import INVENTED, opened
from wasata.desk.flagged import Watched, watched
from wasata.values import Lang

WORDS = frozenset({
    "about", "both", "called", "closing", "dropped_why", "event", "letter", "note", "notes", "objection", "passages", "reason",
    "stands", "text", "told", "why", "words", "would_change",
})  # fmt: skip
"""What the fields are called in which words of the talks stand."""


def _is_of_the_press(value: dict[str, Any]) -> bool:
    """Whether an object is a report, or words of one."""
    of_it = "outlet" in value or "report" in value or isinstance(value.get("origin"), dict)
    return of_it or (value.get("of") == "report" and "ref" in value)  # evidence


MARK: Mapping[str, object] = {"invented": True, "mark": INVENTED}
"""The mark as a value has it."""


def is_invented(desk: Desk) -> bool:
    """Whether nobody and nothing in this case exists."""
    with desk.hold():
        return bool(opened(desk).get("invented"))


def mark_of(desk: Desk) -> str:
    """The mark that whatever leaves this case carries; empty for a case of the world."""
    return INVENTED if is_invented(desk) else ""


def marked_table(desk: Desk, table: str) -> str:
    """A table of lines, which says in a line of its own that its case is invented: whoever reads it back passes that over."""
    mark = mark_of(desk)
    return f"# {mark}\n{table}" if mark else table


def beside(desk: Desk, value: Any, lang: Lang) -> Any:
    """A plain value with what is told beside it, for this reader."""
    with desk.hold():
        told = _with_terms(value, watched(desk, lang))
    if not is_invented(desk):
        return told
    if isinstance(told, dict):
        return {**MARK, **told}
    if isinstance(told, list):
        return [{**MARK, **one} if isinstance(one, dict) else one for one in told]
    return told


def _with_terms(value: Any, flags: Watched) -> Any:
    if not flags.terms:
        return value
    if isinstance(value, list | tuple):
        return [_with_terms(one, flags) for one in value]
    if not isinstance(value, dict) or _is_of_the_press(value):
        return value
    if isinstance(value.get("term"), str):
        flags = flags.but(value["term"])
    told = {key: _with_terms(one, flags) for key, one in value.items()}
    text = "\n".join(words for key in value.keys() & WORDS for words in _strings(value[key]))
    used = flags.named(text)
    return told | {"open_terms": [{"term": t.term, "name": t.name} for t in used]} if used else told


def _strings(value: Any) -> Iterator[str]:
    """The words in a field: itself, its two languages, or a list of such; not those of objects within."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            if not isinstance(one, dict):
                yield from _strings(one)
    elif isinstance(value, dict) and value.keys() <= {"ar", "en"}:
        yield from (one for one in value.values() if isinstance(one, str))
