"""The folder for a server without a network: gathered by digests, and named where it is not as it was."""

import importlib.util
import json
import re
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import zipfile
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from wasata.cli import bundle
from wasata.cli.bundle import BundleWrong
from wasata.cli.main import main
from wasata.room import certificate

INSTALL = Path(bundle.__file__).parent / "install"
DATA = sorted(path for path in INSTALL.iterdir() if path.is_file())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One that was made, with a pip that asks nobody."""
    asked: list[tuple[str, ...]] = []

    def run(*command: str, at: Path | None = None) -> str:
        asked.append(command)
        if "download" in command:
            (Path(command[command.index("--dest") + 1]) / "part-1-py3-none-any.whl").write_bytes(b"a part")
        return ""

    monkeypatch.setattr(bundle, "_run", run)
    house = tmp_path / "wasata-0.1.0-py3-none-any.whl"
    house.write_bytes(b"the house")
    bundle.make(tmp_path / "made", house, debian=False)
    assert len(asked) == 1
    assert {"--require-hashes", "--only-binary"} <= set(asked[0])
    return tmp_path / "made"


def why(folder: Path) -> tuple[str, str]:
    with pytest.raises(BundleWrong) as refused:
        bundle.checked(folder)
    return str(refused.value.values["why"]).removeprefix("bundle.why."), str(refused.value.values["value"])


def test_it_holds_the_parts_the_house_and_what_installs_them_each_with_its_digest(folder):
    bundle.checked(folder)
    there = {p.name for p in folder.iterdir()}
    made = {"MANIFEST", "TARGET", "parts.cdx.json", "docs", "wheels", "pins", "wasata-0.1.0-py3-none-any.whl"}
    assert made | {p.name for p in DATA} == there
    assert {p.name for p in (folder / "docs" / "handbook").iterdir()} == {"ar.md", "en.md"}
    done = subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "MANIFEST"], cwd=folder, capture_output=True)
    assert done.returncode == 0, "what the server checks it with reads the list"


def test_the_list_of_its_parts_is_made_of_the_wheels_that_lie_in_it(tmp_path):
    (tmp_path / "pins").mkdir()
    (tmp_path / "pins" / "room.txt").write_text(f"scales==1.4 --hash=sha256:{'a' * 64}\n")
    for name, needs in (("scales", ""), ("wasata", "Requires-Dist: scales\n")):
        with zipfile.ZipFile(tmp_path / f"{name}-1.4-py3-none-any.whl", "w") as wheel:
            wheel.writestr(
                f"{name}-1.4.dist-info/METADATA", f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.4\n{needs}"
            )
    bundle._lay_pages(tmp_path)
    told = json.loads((tmp_path / "parts.cdx.json").read_text("utf-8"))
    assert [(one["name"], one["version"]) for one in told["components"]] == [("scales", "1.4")]
    assert told["dependencies"][0]["dependsOn"] == ["pkg:pypi/scales@1.4"]
    assert {"name": "wasata:pinned-sha256", "value": "a" * 64} in told["components"][0]["properties"]


def test_what_python_made_beside_the_scripts_of_a_house_that_was_installed_is_left(tmp_path, monkeypatch):
    shutil.copytree(INSTALL, tmp_path / "cli" / "install", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "cli" / "install" / "__pycache__").mkdir()
    monkeypatch.setattr(bundle, "pins", bundle.pins().absolute)
    monkeypatch.setattr(bundle, "HERE", tmp_path / "cli")
    monkeypatch.setattr(bundle, "_fetch_parts", lambda folder: None)
    monkeypatch.setattr(bundle, "_add_house", lambda folder, wheel: None)
    bundle.make(tmp_path / "made", None, debian=False)
    assert {p.name for p in DATA} <= {p.name for p in (tmp_path / "made").iterdir()}


class Shows:
    """A room on this machine that answers as it is told, over TLS."""

    def __init__(self, folder: Path, *statuses: int) -> None:
        certificate.make(folder, ("room.test",), datetime.now(UTC))
        asked = self.asked = []

        class Says(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append((self.path, self.headers["Host"]))
                self.send_response(statuses[min(len(asked), len(statuses)) - 1])
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Nothing is printed."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Says)
        self.port = self.server.server_port
        at = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        at.load_cert_chain(folder / "server.pem", folder / "server.key")
        self.server.socket = at.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def waited(port: int, seconds: float) -> int:
    asked = [sys.executable, "-B", str(INSTALL / "answers.py"), "room.test", str(port), str(seconds)]
    return subprocess.run(asked, check=False).returncode


def test_the_script_says_that_the_room_runs_when_its_page_came_and_not_before(tmp_path):
    room = Shows(tmp_path, 503, 200)
    assert waited(room.port, 30) == 0
    assert room.asked == [("/en/sign-in/", f"room.test:{room.port}")] * 2
    room.server.shutdown()
    room.server.server_close()
    assert waited(room.port, 1) == 3, "where nothing ever listened, nobody can have been in"


def test_a_room_that_listens_and_shows_no_page_is_not_taken_for_one_that_never_came_up(tmp_path):
    room = Shows(tmp_path, 500)
    assert waited(room.port, 2) == 4
    assert len(room.asked) > 1
    mute = socket.create_server(("127.0.0.1", 0))  # no word of TLS comes of it
    threading.Thread(target=lambda: mute.accept()[0].close(), daemon=True).start()
    assert waited(mute.getsockname()[1], 0.4) == 4


def test_only_the_version_that_never_listened_gives_its_place_back():
    text = (INSTALL / "install").read_text("utf-8")
    assert 'answered" = 3 ] && [ -n "$stood" ]' in text
    assert "\nCAME, NOTHING_LISTENED, NO_PAGE = 0, 3, 4\n" in (INSTALL / "answers.py").read_text("utf-8")


@pytest.mark.parametrize(("line", "said"), [("--port 9443 --origin https://a:9443 --processes 4", "9443 4"), ("", " ")])
def test_said_again_the_script_finds_the_port_and_the_number_of_processes_in_the_unit(tmp_path, line, said):
    text = (INSTALL / "install").read_text("utf-8")
    (asks,) = re.findall(r"^said\(\) .*$", text, re.MULTILINE)
    unit = tmp_path / "wasata.service"
    if line:
        unit.write_text(f"[Service]\nExecStart=/opt/wasata/current/bin/wasata room --host 0.0.0.0 {line}\n", "utf-8")
    asks = asks.replace("/etc/systemd/system/wasata.service", str(unit))
    done = subprocess.run(
        ["sh", "-euc", f'{asks}\necho "$(said port) $(said processes)"'], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{said}\n"


def test_what_is_not_as_it_was_is_named(folder):
    file = folder / "wheels" / "part-1-py3-none-any.whl"
    file.write_bytes(b"a tart")
    assert why(folder) == ("changed", "wheels/part-1-py3-none-any.whl")
    file.write_bytes(b"a part")
    (folder / "wheels" / "more.whl").touch()
    assert why(folder) == ("added", "wheels/more.whl")
    (folder / "wheels" / "more.whl").unlink()
    file.unlink()
    assert why(folder) == ("missing", "wheels/part-1-py3-none-any.whl")
    elsewhere = folder.parent / "elsewhere"
    elsewhere.write_bytes(b"a part")
    file.symlink_to(elsewhere)
    assert why(folder) == ("changed", "wheels/part-1-py3-none-any.whl")


def test_a_list_that_is_missing_or_spoilt_is_told(folder):
    (folder / "MANIFEST").write_text("no list\n")
    assert why(folder) == ("spoilt", "no list")
    (folder / "MANIFEST").unlink()
    assert why(folder)[0] == "no_list"


def test_the_terminal_checks_it_and_tells_the_digest_that_is_read_aloud(folder, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["keep", "bundle", "--check", str(folder), "--lang", "en"])
    told = capsys.readouterr().out
    assert not ended.value.code
    assert bundle.aloud(folder) in told
    assert re.search(r"^  ([0-9A-F]{4} ){15}[0-9A-F]{4}$", told, re.MULTILINE)
    (folder / "TARGET").write_text("other")
    for words, code in (
        (("--check", str(folder)), 1), (("--to", str(folder)), 1), ((), 2), (("--to", "a", "--check", "b"), 2),
    ):  # fmt: skip
        with pytest.raises(SystemExit) as ended:
            main(["keep", "bundle", *words, "--lang", "en"])
        assert ended.value.code == code, words


def test_what_cannot_be_gathered_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(bundle.sys, "executable", "/bin/false")
    with pytest.raises(BundleWrong):
        bundle.make(tmp_path / "made", None, debian=False)
    assert not list(tmp_path.iterdir())


def test_the_pins_lie_in_the_tree_and_a_packed_house_takes_them_along():
    assert all((bundle.pins() / f"{part}.txt").is_file() for part in bundle.PARTS)
    built = importlib.util.spec_from_file_location("hatch_build", bundle.HERE.parents[2] / "hatch_build.py")
    assert built
    assert built.loader
    build = importlib.util.module_from_spec(built)
    built.loader.exec_module(build)
    build.make_all = lambda: None
    for version, taken in (("standard", ["wasata/pins"]), ("editable", [])):
        data = {"artifacts": [], "force_include": {}}
        build.WasataBuild.initialize(None, version, data)
        assert list(data["force_include"].values()) == taken


@pytest.mark.parametrize("script", [INSTALL / "install", INSTALL / "wasata"], ids=lambda p: p.name)
def test_a_script_is_one_that_any_shell_reads(script):
    assert subprocess.run(["sh", "-n", str(script)], capture_output=True).returncode == 0


def test_the_script_says_everything_in_both_languages():
    text = (INSTALL / "install").read_text("utf-8")
    said = re.findall(r'\b(?:say|stop) "([^"$][^"]*)" (?:\\\n\s*)?"([^"]*)"', text)
    assert len(said) == len(re.findall(r"(?:^|\s|; )(?:say|stop) \"[^$]", text)) > 15
    for arabic, english in said:
        assert re.search("[\u0621-\u064a]", arabic), arabic
        assert not re.search("[\u0621-\u064a]", english), english


def test_the_script_asks_no_other_machine_and_installs_by_digests_alone():
    text = (INSTALL / "install").read_text("utf-8")
    assert "--no-index" in text
    assert "--require-hashes" in text
    assert not re.search(r"\b(curl|wget|git|https?://(?!%s))", text)


def test_the_unit_keeps_the_room_apart_and_starts_it_by_options_that_it_has():
    unit = (INSTALL / "wasata.service").read_text("utf-8")
    for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "ReadWritePaths=/var/lib/wasata", "PrivateTmp=yes", "LimitCORE=0",
                 "MemorySwapMax=0", "IPAddressDeny=any", "UMask=0077", "User=wasata", "CapabilityBoundingSet="):  # fmt: skip
        assert f"\n{line}\n" in unit, line
    # a filter that kills once stopped every start, for the room asks how the clock stands (`record/clock.py`)
    assert "\nSystemCallErrorNumber=EPERM\n" in unit
    assert unit.index("~@privileged") < unit.index("\nSystemCallFilter=adjtimex clock_adjtime\n")
    assert "ProtectClock" not in unit
    known = subprocess.run(
        ["sed", "-n", "/^## `wasata room`/,/^## /p", str(bundle.HERE.parents[2] / "docs" / "reference" / "commands.md")],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    options = re.findall(r"--[a-z-]+", next(line for line in unit.splitlines() if line.startswith("ExecStart=")))
    assert len(options) == 6
    assert all(option in known for option in options)
