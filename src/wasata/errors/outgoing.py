"""A request of the room to another machine brought nothing.

Danger: another side that refuses, told as a network that is down.
"""

from wasata.errors.family import ListenError


class OutgoingError(ListenError):
    """A request of the room to another machine did not go out, or brought nothing. Values: host."""

    code = "outgoing.failed"


class AddressRefused(OutgoingError):
    """An address the room asks nothing of: no web address, one inside this network, with a name and password in it. Values:
    host, why."""

    code = "outgoing.address_refused"


class NoNetwork(OutgoingError):
    """This machine reaches nobody at present: the cable is out, or no name can be looked up."""

    code = "outgoing.no_network"


class HostSilent(OutgoingError):
    """No such name, nobody listens there, or the line broke while the answer came. Values: host, why."""

    code = "outgoing.silent"


class TooSlow(OutgoingError):
    """The answer did not come within its time. Values: host, seconds."""

    code = "outgoing.too_slow"


class AnswerTooLarge(OutgoingError):
    """The answer is larger than any report or feed, as sent or unpacked. Values: host, limit (megabytes)."""

    code = "outgoing.too_large"


class AnswerBroken(OutgoingError):
    """The answer cannot be understood, or broke off before its end. Values: host, why."""

    code = "outgoing.answer_broken"


class AnswerRefused(OutgoingError):
    """The other side answered that it gives nothing. Values: host, status, retry_after (seconds; 0: it did not say)."""

    code = "outgoing.refused"


class RedirectRefused(OutgoingError):
    """The address leads on in a circle, too often, or from a sealed line to an open one. Values: host, why."""

    code = "outgoing.redirect_refused"


class CertificateRefused(OutgoingError):
    """Whoever answers cannot show that he is who the address names. Values: host, why."""

    code = "outgoing.certificate_refused"


class RobotsForbid(OutgoingError):
    """The other side's robots.txt asks programs not to read this address. Values: host."""

    code = "outgoing.robots_forbid"


class AskingStopped(OutgoingError):
    """The request was broken off because nothing is to go out any more."""

    code = "outgoing.broken_off"
