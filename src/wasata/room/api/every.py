"""Every address of the interface, in the one API.

Danger: a module of addresses that nobody imports, so that its questions are in no schema and under no test.
Duty: importing the modules puts their addresses into `api`; `room.urls` takes them from here when the first is asked for.
"""

from django.urls import URLPattern, URLResolver

from wasata.room.api import (
    assessments,
    channel,
    definitions,
    door,
    hand,
    incoming,
    lines,
    offers,
    packages,
    positions,
    relays,
    shifts,
    stories,
    tempo,
)
from wasata.room.api.acts import definitions as definition_acts
from wasata.room.api.acts import door as door_acts
from wasata.room.api.acts import estimates, messages, table, watch
from wasata.room.api.acts import lines as line_acts
from wasata.room.api.acts import offers as offer_acts
from wasata.room.api.acts import packages as package_acts
from wasata.room.api.acts import relays as relay_acts
from wasata.room.api.reading import api

MODULES = (
    assessments,
    channel,
    definitions,
    door,
    hand,
    incoming,
    lines,
    offers,
    packages,
    positions,
    relays,
    shifts,
    stories,
    tempo,
)
ACTS = (definition_acts, door_acts, estimates, line_acts, messages, offer_acts, package_acts, relay_acts, table, watch)

urlpatterns: list[URLPattern | URLResolver] = api.urls[0]

__all__ = ["ACTS", "MODULES", "api", "urlpatterns"]
