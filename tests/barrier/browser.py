"""A browser without its window: Django's test client, without what it does for those who look into templates.

Duty: send a request, keep the cookies; nothing else, since it is done a thousand times in each look at everything.
"""

from typing import Any

from django.test import Client


class Browser(Client):
    def request(self, **request: Any) -> Any:
        answer = self.handler(self._base_environ(**request))
        if answer.cookies:
            self.cookies.update(answer.cookies)
        return answer
