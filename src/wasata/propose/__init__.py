"""What could both sides accept, and what should be asked next to know?

`Talks` holds it all; `issues`, `wishes`, `mind`, `ask`, `package`, `frontier` are its parts.
"""

from wasata.propose.ask import Question
from wasata.propose.issues import Issue, Never, Package, Part, Space, Total, never, only_if, part
from wasata.propose.package import Suggestion
from wasata.propose.talks import Talks
from wasata.propose.wishes import (
    HEARSAY,
    LIKELY,
    SURE,
    AgainstNoDeal,
    Compared,
    Condition,
    IssueOrder,
    Known,
    OptionOrder,
    RedLine,
    Wishes,
)

__all__ = [
    "HEARSAY",
    "LIKELY",
    "SURE",
    "AgainstNoDeal",
    "Compared",
    "Condition",
    "Issue",
    "IssueOrder",
    "Known",
    "Never",
    "OptionOrder",
    "Package",
    "Part",
    "Question",
    "RedLine",
    "Space",
    "Suggestion",
    "Talks",
    "Total",
    "Wishes",
    "never",
    "only_if",
    "part",
]
