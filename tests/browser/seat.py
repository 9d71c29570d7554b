"""Somebody before his own browser, and everything that it was sent."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CASE = "/case/marzana-invented"


@dataclass
class Seat:
    """Somebody before his own browser, and everything that it was sent."""

    room: Any
    page: Any
    lang: str
    complaints: list[str]
    came: list[Any] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("response", lambda response: self.came.append(response))
        self.page.on("pageerror", lambda e: self.complaints.append(f"script: {e}"))
        self.page.on("request", self._ask)

    def _ask(self, request: Any) -> None:
        if not request.url.startswith((self.room.address, "data:")):
            self.complaints.append(f"third party: {request.url}")

    def _read(self) -> None:
        """What came since the last look: address, head, and the body of what is no file of style."""
        came, self.came = self.came, []
        for response in came:
            heads = "\n".join(f"{k}: {v}" for k, v in response.headers.items())
            page = "html" in response.headers.get("content-type", "") and not 300 <= response.status < 400
            self.heard.append(f"{response.status} {response.url}\n{heads}\n{response.text() if page else ''}")

    def go(self, path: str) -> int:
        """Opens an address of the case, and gives its status."""
        answer = self.page.goto(f"{self.room.address}/{self.lang}{CASE}/{path}")
        self.look()
        return int(answer.status)

    def look(self) -> str:
        """The page as it stands: what is read in it, kept with all else that was sent."""
        self._read()
        self.heard.append(self.page.url + "\n" + self.page.content())
        return str(self.page.inner_text("main"))

    def press(self, what: str) -> str:
        with self.page.expect_navigation():
            self.page.click(what)
        return self.look()

    def take_out(self, link: str) -> tuple[str, bytes]:
        """Takes a file out by its link: the name it comes under, and its bytes."""
        with self.page.expect_download() as waited:
            self.page.click(link)
        name, content = str(waited.value.suggested_filename), Path(waited.value.path()).read_bytes()
        self._read()
        self.heard.append(f"{name}\n{content.decode('latin-1')}")
        return name, content

    def until(self, path: str, says: str, times: int = 120) -> str:
        """Opens a page again and again until it says something: letters leave by themselves."""
        for _ in range(times):
            self.go(path)
            if says in self.page.content():
                return self.look()
            self.page.wait_for_timeout(500)
        raise AssertionError(f"{path} never said {says}:\n{self.look()[:2000]}")
