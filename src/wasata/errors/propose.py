"""What is asked of the trade of proposals cannot be answered.

Danger: a package, an order or an answer that is read as another one.
"""

from wasata.errors.family import ProposeError


class DomainWrong(ProposeError):
    """Issues and rules that make no agreement. Values: why, value."""

    code = "propose.domain_wrong"


class DomainUnreadable(ProposeError):
    """A file of issues and values cannot be read. Values: path, why, value."""

    code = "propose.unreadable"


class PackageWrong(ProposeError):
    """A package that is none of these issues. Values: why, value, issue."""

    code = "propose.package_wrong"


class AnswerWrong(ProposeError):
    """What is said to be known of a side does not fit the issues. Values: why, value."""

    code = "propose.answer_wrong"


class DraftWrong(ProposeError):
    """A version of the text that cannot be taken apart. Values: why, value."""

    code = "propose.draft_wrong"
