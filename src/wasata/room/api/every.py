"""Every address of the interface, in the one API.

Danger: a module of addresses that nobody imports, so that its questions are in no schema and under no test.
Duty: importing the modules puts their addresses into `api`; `room.urls` takes it from here.
"""

from wasata.room.api import hand, incoming, stories
from wasata.room.api.reading import api

MODULES = (hand, incoming, stories)

__all__ = ["MODULES", "api"]
