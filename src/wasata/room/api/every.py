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
    positions,
    relays,
    shifts,
    stories,
    tempo,
)
from wasata.room.api.reading import api

MODULES = (assessments, channel, definitions, door, hand, incoming, lines, positions, relays, shifts, stories, tempo)

urlpatterns: list[URLPattern | URLResolver] = api.urls[0]

__all__ = ["MODULES", "api", "urlpatterns"]
