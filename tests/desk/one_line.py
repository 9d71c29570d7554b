"""One line with its officer and its delegate, for what is said and sent on it."""

from typing import Any

import pytest

from wasata.desk.access import Desk, grant_log
from wasata.desk.line import name_person, open_line
from wasata.errors import MessageWrong

NAMES: dict[Any, str] = {"ar": "مجلس الساحل", "en": "Coast Council"}


def officer_of_a_line(lead: Desk) -> Desk:
    """The officer of a line of which one person may clear and another may not."""
    told: Any = {"party": "hamas", "of": "party", "langs": ("ar", "en"), "media": ("call",)}
    open_line(lead, "coast", names=NAMES, officers=("officer",), **told)
    desk = Desk.open(lead.home, lead.case, "officer", now=lead.now)
    name_person(desk, "coast", "one", "Envoy One", may_clear=True, reader="delegate")
    name_person(desk, "coast", "two", "Clerk Two")
    return desk


def delegate_of_a_line(lead: Desk) -> Desk:
    grant_log(lead, "delegate", "channel/coast", may_write=True)
    return Desk.open(lead.home, lead.case, "delegate", now=lead.now)


def why(refused: pytest.ExceptionInfo[MessageWrong]) -> str:
    return str(refused.value.values["why"]).removeprefix("message.why.")
