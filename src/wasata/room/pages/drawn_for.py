"""Which channel a form was drawn for, and by whose eyes: two tabs in two channels cannot send into each other's.

Danger: the mistaken officer: a form of one channel sent to the address of another.
Duty: a sign in every form of a line, made of case, line and reader; whoever receives the form asks for it.
Shape: `drawn_for(desk, line)` goes into the form as `channel`; `require_drawn_for(request, desk, line)` refuses any other, and
names a channel only to those who hold it.
"""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from wasata.desk.access import Desk
from wasata.desk.door import channel_called
from wasata.desk.line import channel_head, channels_held
from wasata.errors import FormCrossed, FormOfAnotherChannel
from wasata.room.languages import page_language


@dataclass(frozen=True, slots=True)
class ChannelShown:
    """How a channel is known on a page: what `parts/channel_band.html` and `parts/channel_mark.html` draw."""

    line: str
    name: str
    sign: str
    pattern: str
    drawn_for: str


def drawn_for(desk: Desk, line: str) -> str:
    """The sign of a form that is drawn for this reader in this channel of this case."""
    told = "\n".join((desk.case, line, desk.reader))
    return salted_hmac("wasata.channel", told, algorithm="sha256").hexdigest()[:32]


def channel_shown(desk: Desk, line: str) -> ChannelShown:
    """The channel as every page of the line wears it. Ask inside `hold`; the reader holds `channel/<line>`."""
    head, lang = desk.fold(channel_head(line)), page_language()
    name = channel_called(desk, lang) if desk.role == "delegate" else head["names"][lang]
    return ChannelShown(line, name, head["sign"], head["pattern"], drawn_for(desk, line))


def require_drawn_for(request: HttpRequest, desk: Desk, line: str) -> None:
    """Refuses a form that was drawn for another channel, another case or another reader.

    Raises:
        FormCrossed: it was drawn for another channel that he holds too: both are named.
        FormOfAnotherChannel: it was drawn for none that he holds: nothing is named.
    """
    sent = request.POST.get("channel", "")[:64]
    if constant_time_compare(sent, drawn_for(desk, line)):
        return
    held = channels_held(desk)
    meant = next((x for x in held if constant_time_compare(sent, drawn_for(desk, x))), None)
    if meant is None or line not in held:
        raise FormOfAnotherChannel
    raise FormCrossed(drawn=meant, here=line)
