"""A browser without its window: Django's test client, without what it does for those who look into templates.

Danger: a room for each browser: what the room keeps of one reader would never meet another.
Duty: send a request to the one room of this world, keep the cookies; nothing else, since it is done a thousand times in each
look at everything.
"""

from functools import cache
from typing import Any

from django.test import Client
from django.test.client import ClientHandler


@cache
def _room() -> ClientHandler:
    """The room with its middleware, the same for all browsers of this process."""
    return ClientHandler(enforce_csrf_checks=False)


class Browser(Client):
    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.handler = _room()

    def request(self, **request: Any) -> Any:
        answer = self.handler(self._base_environ(**request))
        if answer.cookies:
            self.cookies.update(answer.cookies)
        return answer
