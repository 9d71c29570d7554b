"""There is one door to other machines: no other module of the house can open a connection."""

import ast
from pathlib import Path

SRC = Path(__file__).resolve().parents[2] / "src" / "wasata"
DOORS = (
    "socket", "ssl", "http.client", "urllib.request", "urllib3", "requests", "httpx", "aiohttp", "ftplib", "smtplib", "imaplib",
    "poplib", "telnetlib", "xmlrpc.client", "asyncio.streams", "websockets", "paramiko", "pycurl", "socketserver",
)  # fmt: skip
MAY = {
    "listen/fetching.py": {"socket", "ssl", "http.client"},  # the one that asks
    "room/opening.py": {"socket"},  # tries whether a port of this machine is free; a test below holds it to that
    "room/between.py": {"socket"},  # from process to process of one room, by sockets that are files
    "room/certificate.py": {"ssl"},  # makes what the gate seals the line with, and opens none
    "cli/install/answers.py": {"ssl", "http.client"},  # the installer's: whether this machine's own room shows its page
    "room/gate.py": {"socket", "ssl"},  # lets in; it goes on to the room behind it alone, by a socket that is a file
}


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in (
            "import_module", "__import__",
        ):  # fmt: skip
            found |= {a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    return found


def doors(path: Path) -> set[str]:
    names = imported(path)
    return {door for door in DOORS if any(name == door or name.startswith(f"{door}.") for name in names)}


def test_one_module_asks_other_machines():
    found = {str(p.relative_to(SRC)): doors(p) for p in SRC.rglob("*.py")}
    assert {name: kinds for name, kinds in found.items() if kinds} == MAY


def test_the_other_door_is_told_apart():
    """What the search finds is what it is meant to find."""
    assert doors(SRC / "listen" / "fetching.py") == {"socket", "ssl", "http.client"}


def test_the_room_s_own_look_at_a_port_goes_to_this_machine_only():
    text = (SRC / "room" / "opening.py").read_text("utf-8")
    assert text.count(".connect") <= 1
    assert "getaddrinfo" not in text
    assert "create_connection" not in text


def test_the_installer_s_look_at_the_room_goes_to_this_machine_only():
    text = (SRC / "cli" / "install" / "answers.py").read_text("utf-8")
    assert text.count("Connection(") == text.count('HTTPSConnection("127.0.0.1", port,') == 1
    assert "getaddrinfo" not in text
    assert "import socket" not in text


def test_the_gate_goes_to_the_room_behind_it_and_nowhere_else():
    text = (SRC / "room" / "gate.py").read_text("utf-8")
    assert text.count("open_unix_connection(str(room))") == text.count("_connection(") == 2
    assert "getaddrinfo" not in text
    assert ".connect(" not in text


def test_the_processes_of_a_room_speak_by_sockets_that_are_files_alone():
    text = (SRC / "room" / "between.py").read_text("utf-8")
    assert text.count("socket.socket(") == text.count("socket.socket(socket.AF_UNIX") == 1
    assert "_connection(" not in text
    assert ".connect(" not in text


def test_no_library_is_given_an_address_to_ask_for_by_itself():
    """feedparser, trafilatura and lxml would ask for what they are given, were it an address."""
    banned = (
        "feedparser.parse(address",
        "fetch_url(",
        "fetch_response(",
        "urlopen(",
        "urlretrieve(",
        "RobotFileParser(address",
    )
    for path in SRC.rglob("*.py"):
        text = path.read_text("utf-8")
        assert not [b for b in banned if b in text], path
    assert "feedparser.parse(\n        io.BytesIO(" in (SRC / "listen" / "feeds.py").read_text("utf-8")
