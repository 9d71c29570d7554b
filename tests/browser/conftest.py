"""A real room in a process of its own, on a home of its own with the sample in it, and a real Chromium before it."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.browser.seat import Seat

NEW_PASSWORD = "mediators walk slowly 9"
_ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def _chromium() -> str | None:
    found = os.environ.get("WASATA_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    return found if found and Path(found).exists() else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder is a journey; where there is no Chromium they are skipped and say so."""
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.fspath).parents:
            item.add_marker("browser")
            if _chromium() is None:
                item.add_marker(
                    pytest.mark.skip(reason="no Chromium here: apt install chromium, or set WASATA_CHROMIUM")
                )


@dataclass
class Room:
    """A running room: where it is, and with what each reader signs in."""

    address: str
    home: Path
    passwords: dict[str, str]
    output: list[str] = field(default_factory=list)


@contextmanager
def running(home: Path) -> Iterator[Room]:
    """`wasata room --port 0` on a home, until it is left."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "WASATA_"))}
    env |= {"WASATA_HOME": str(home), "WASATA_LANG": "en", "PYTHONUNBUFFERED": "1", "WASATA_HOLD_SECONDS": "5"}
    wasata = Path(sys.executable).with_name("wasata")
    process = subprocess.Popen([wasata, "room", "--port", "0"], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               text=True, start_new_session=True)  # fmt: skip
    assert process.stdout is not None
    output, address, passwords = [], "", {}
    for line in process.stdout:
        output.append(line)
        if m := re.match(r"  (\S+)\s+((?:[a-z2-9]{4}-){3}[a-z2-9]{4})\s", line):
            passwords[m[1]] = m[2]
        if m := re.search(r"http://localhost:\d+", line):
            address = m[0]
            break
    assert address, "the room did not open:\n" + "".join(output)
    try:
        yield Room(address, home, passwords, output)
    finally:
        os.killpg(process.pid, signal.SIGINT)
        rest, _ = process.communicate(timeout=20)
    assert process.returncode == 0, rest
    assert "Traceback" not in rest


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A room on a new home, until the last journey is over."""
    with running(tmp_path_factory.mktemp("browser") / "home") as opened:
        yield opened


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright  # only where there is a browser to drive

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=_ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def signed_in(room: Room, chromium: Any) -> Callable[[str], Any]:
    """The state of a browser in which this reader has signed in and chosen a password of his own."""
    states: dict[str, Any] = {}

    def state_of(reader: str) -> Any:
        if reader not in states:
            context = chromium.new_context()
            page = context.new_page()
            sign_in(page, room, reader)
            states[reader] = context.storage_state()
            context.close()
        return states[reader]

    return state_of


def sign_in(page: Any, room: Room, reader: str, lang: str = "en") -> None:
    """Signs in with the printed password and changes it."""
    page.goto(f"{room.address}/{lang}/sign-in/")
    page.fill("input[name=login]", reader)
    page.fill("input[name=password]", room.passwords[reader])
    page.click("main button")
    page.fill("input[name=oldpassword]", room.passwords[reader])
    page.fill("input[name=password1]", NEW_PASSWORD)
    page.fill("input[name=password2]", NEW_PASSWORD)
    page.click("main button")
    page.wait_for_url(re.compile(r"/(ar|en)/(case/.*)?$"))  # the list of cases, or straight into the only one


@pytest.fixture
def visit(room: Room, chromium: Any, signed_in: Callable[[str], Any]) -> Iterator[Callable[..., Any]]:
    """Opens a page as a reader. Whatever the browser complains of while the test runs fails it at the end."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def go(path: str = "/", reader: str | None = "lead", **options: Any) -> Any:
        state = signed_in(reader) if reader else None
        context = chromium.new_context(storage_state=state, **options)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console", lambda m: complaints.append(f"{m.type}: {m.text}") if m.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda e: complaints.append(f"script: {e}"))
        page.on(
            "request",
            lambda r: None if r.url.startswith((room.address, "data:")) else complaints.append(f"third party: {r.url}"),
        )
        page.goto(room.address + path)
        return page

    yield go
    for context in contexts:
        context.close()
    assert not complaints, complaints


@pytest.fixture
def enter_first_time(room: Room) -> Callable[..., None]:
    return lambda page, reader, lang="en": sign_in(page, room, reader, lang)


@pytest.fixture
def seat(room: Any, chromium: Any, signed_in: Callable[[str], Any]) -> Iterator[Callable[..., Seat]]:
    """A browser of somebody's own. Scripts that break, and requests to third parties, fail the test at its end."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def sit(reader: str, lang: str) -> Seat:
        context = chromium.new_context(storage_state=signed_in(reader))
        contexts.append(context)
        return Seat(room, context.new_page(), lang, complaints)

    yield sit
    for context in contexts:
        context.close()
    assert not complaints, complaints
