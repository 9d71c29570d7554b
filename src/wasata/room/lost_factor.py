"""What falls: the second factor that a person lost, once the record says that it does.

Danger: a factor that was to fall and opens on, because somebody was broken off between the record and the table; one that falls
though no two people said so; one that was set up since, and falls again.
Duty: take what he had out of the table and end his sign-ins, once for each hour at which `access` says that it fell; tell the
person who did it and when. His password stays, and his own key, which is sealed by it, is not touched.
Shape: the record comes first (`desk/lost_factor.confirm`); `settle` does in the table what the record says and the table does not
know yet. It may be called at any time, and a table that was restored from an older copy is brought up by it.
"""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from wasata.desk import lost_factor
from wasata.desk.lost_factor import Request
from wasata.record.home import Home
from wasata.room import sign_ins, wiring
from wasata.room.models import Person


def settle(home: Home) -> None:
    """Lets fall what the record says fell."""
    now = wiring.now()
    lost_factor.spread(home, now)
    fell = lost_factor.last_fell(home, now)
    for person in Person.objects.filter(username__in=fell):
        _fall(person, fell[str(person.username)])


def _fall(person: Person, at: datetime) -> None:
    if person.factor_fell is not None and person.factor_fell >= at:
        return
    with transaction.atomic():
        Authenticator.objects.filter(user_id=person.pk).delete()
        sign_ins.end_all(person)
        Person.objects.filter(pk=person.pk).update(factor_fell=at)


def about(reader: str) -> tuple[Request, ...]:
    """What was ever said of a person's second factor, for himself: newest first."""
    return tuple(reversed(lost_factor.of_person(wiring.home(), reader, wiring.now())))


def waits(reader: str) -> bool:
    """Whether somebody says of him now that he has lost it."""
    return any(one.state == "waits" for one in lost_factor.of_person(wiring.home(), reader, wiring.now()))
