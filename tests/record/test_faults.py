"""What goes wrong in earnest: many writers, a writer killed, a full disk, a home that may not be written."""

import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from wasata.errors import DiskFull, HomeReadOnly, StoreFailed, WasataError
from wasata.record.home import Home
from wasata.record.kinds.case import NoteWritten
from wasata.record.ledger import Ledger
from wasata.words import tell

WRITER = Path(__file__).with_name("writer.py")
THREE = ("bureau", "press", "table")
TWO = ("bureau", "press")


@pytest.fixture(params=["sqlite", "postgres"])
def dsn(request: pytest.FixtureRequest) -> str | None:
    return str(request.getfixturevalue("postgres")) if request.param == "postgres" else None


def start(home: Path, dsn: str | None, name: str, count: int, *logs: str) -> "subprocess.Popen[str]":
    command = [sys.executable, str(WRITER), str(home), dsn or "-", name, str(count), *logs]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def new_home(folder: Path, dsn: str | None = None) -> Path:
    with Home.create(folder / "home", dsn=dsn) as home:
        home.open_case("doha")
    return folder / "home"


def is_sound(ledger: Ledger) -> bool:
    """Verifies, numbers without gap, times strictly rising."""
    verdict = ledger.verify()
    for log in ledger.logs:
        entries = list(ledger.entries(log))
        times = [e.recorded_at for e in entries]
        assert [e.seq for e in entries] == list(range(1, len(entries) + 1))
        assert times == sorted(set(times))
    return verdict.whole and verdict.signed and verdict.anchored


def one(n: int) -> NoteWritten:
    return NoteWritten(note=f"n-{n}", text="planted words " * 20, lang="en")


@pytest.mark.parametrize("each", [40, pytest.param(500, marks=pytest.mark.long)])
@pytest.mark.timeout(1200)
def test_eight_writers_of_one_log_and_four_over_three_lose_double_and_halve_nothing(
    tmp_path: Path, dsn: str | None, each: int
):
    home = new_home(tmp_path, dsn)
    writers = [start(home, dsn, f"one{n}", each, "ground") for n in range(8)]
    writers += [start(home, dsn, f"three{n}", each, *THREE[n % 3 :], *THREE[: n % 3]) for n in range(4)]
    for writer in writers:
        out, err = writer.communicate(timeout=1100)
        assert writer.returncode == 0, out[-200:] + err[-2000:]
        assert len(out.split()) == each
    with Home.open(home, dsn=dsn) as opened:
        ledger = opened.ledger("doha", ("ground", *THREE))
        assert is_sound(ledger)
        acts = [e.act for e in ledger.entries("ground")]
        assert len(acts) == len(set(acts)) == 8 * each
        assert set(acts) == {f"one{w}-{n}" for w in range(8) for n in range(each)}
        for writer in range(8):  # each writer's own acts stand in its own order
            own = [a for a in acts if a.startswith(f"one{writer}-")]
            assert own == [f"one{writer}-{n}" for n in range(each)]
        expected = {f"three{w}-{n}" for w in range(4) for n in range(each)}
        orders = [[e.act for e in ledger.entries(log)] for log in THREE]
        for order in orders:
            assert len(order) == 4 * each
            assert set(order) == expected
        assert orders[0] == orders[1] == orders[2]  # an act that writes three logs stands in one order in all of them


@pytest.mark.parametrize("times", [5, pytest.param(100, marks=pytest.mark.long)])
@pytest.mark.timeout(1200)
def test_a_writer_killed_at_any_moment_leaves_logs_that_verify_and_go_on(tmp_path: Path, dsn: str | None, times: int):
    rng = random.Random(times)
    for lot in range(
        0, times, KILLS
    ):  # each lot on a home of its own: its logs stay short enough to be verified each time
        kill_and_go_on(new_home(tmp_path / f"lot-{lot}", dsn), dsn, min(KILLS, times - lot), rng)


def test_writers_of_two_logs_and_of_both_go_on_when_one_of_both_is_killed(tmp_path: Path, dsn: str | None):
    """Whoever is killed stands in both lines or in neither; those who stand in one go on, in whatever order both were named."""
    home, each = new_home(tmp_path, dsn), 30
    for n in range(2):
        ones = [start(home, dsn, f"{log}{n}", each, log) for log in ("bureau", "press")]
        both = [start(home, dsn, f"both{n}{k}", 10_000, *logs) for k, logs in enumerate((TWO, TWO[::-1]))]
        told = [writer.stdout.readline().strip() for writer in both if writer.stdout is not None]
        time.sleep(0.05 * n)
        for writer in both:
            writer.kill()
            told += writer.communicate()[0].split()
        for writer in ones:
            out, err = writer.communicate(timeout=120)
            assert writer.returncode == 0, out[-200:] + err[-2000:]
            assert len(out.split()) == each
        with Home.open(home, dsn=dsn) as opened:
            ledger = opened.ledger("doha", TWO)
            assert is_sound(ledger)
            acts = {log: [e.act for e in ledger.entries(log)] for log in TWO}
        spans = [[act for act in acts[log] if act.startswith("both")] for log in TWO]
        assert spans[0] == spans[1], "all of an act or nothing, and in one order"
        assert set(told) <= set(spans[0])
        for log in TWO:
            own = [act for act in acts[log] if act.startswith(log)]
            assert sorted(own) == sorted(f"{log}{k}-{i}" for k in range(n + 1) for i in range(each))


KILLS = 10


def kill_and_go_on(home: Path, dsn: str | None, times: int, rng: random.Random) -> None:
    acknowledged: list[str] = []
    for n in range(times):
        writer = start(home, dsn, f"w{n}", 10_000, *THREE)
        assert writer.stdout is not None
        acknowledged.append(writer.stdout.readline().strip())
        time.sleep(rng.random() * 0.15)
        writer.kill()
        # by the same hand as the first line: it may have taken more than that one
        acknowledged += writer.stdout.read().split()
        writer.communicate()
        with Home.open(home, dsn=dsn) as opened:
            ledger = opened.ledger("doha", THREE)
            assert is_sound(ledger)
            heads = ledger.heads()
            assert len({h.seq for h in heads.values()}) == 1
            ledger.append({log: (heads[log].seq, [one(n)]) for log in THREE}, author="lead", act=f"after-{n}")
            acknowledged.append(f"after-{n}")
            written = [[e.act for e in ledger.entries(log)] for log in THREE]
        assert written[0] == written[1] == written[2]
        assert len(written[0]) == len(set(written[0]))
        assert set(acknowledged) <= set(written[0])
        unanswered = set(written[0]) - set(acknowledged)
        assert len(unanswered) <= n + 1  # written, but killed before it was said


def fill(home: Path, limit: Callable[[], None]) -> tuple[list[str], str]:
    """Lets a writer write under a limit until it is refused; gives the acts it was answered, and the refusal's code."""
    done = subprocess.run(
        [sys.executable, str(WRITER), str(home), "-", "full", "100000", *THREE],
        capture_output=True, text=True, preexec_fn=limit, timeout=120,
    )  # fmt: skip
    assert done.returncode == 3, done.stderr[-2000:]
    *acts, code = done.stdout.split()
    return acts, code


def until_refused(ledger: Ledger, head: int) -> WasataError:
    try:
        for n in range(1000):
            ledger.append({"press": (head + n, [one(n)])}, author="lead", act=f"more-{n}")
    except DiskFull as full:
        return full
    raise AssertionError("a full disk took a thousand acts")


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path):
    home = new_home(tmp_path)
    with Home.open(home) as opened:
        ledger = opened.ledger("doha", THREE)
        ledger.append({log: (0, [one(0)]) for log in THREE}, author="lead", act="before")
    size = 300_000
    acts, code = fill(home, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
    assert code == DiskFull.code
    assert acts
    assert_nothing_lost(home, acts)


def test_a_full_file_system_is_told_and_loses_nothing(tmp_path: Path):
    mounted = tmp_path / "small"
    mounted.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(mounted)], capture_output=True).returncode:
        pytest.skip("no file system may be mounted here; the limit on file size is tested instead")
    try:
        home = new_home(mounted)
        acts, code = fill(home, lambda: None)
        assert code == DiskFull.code
        assert acts
        with Home.open(home) as opened:  # still full: what was recorded is read, a new act is refused in words
            ledger = opened.ledger("doha", THREE)
            assert [e.act for e in ledger.entries("press")][: len(acts)] == acts
            head = ledger.head("press").seq
            refused = until_refused(ledger, head)
            assert all(tell(refused, "ar"))
            assert all(tell(refused, "en"))
        subprocess.run(["mount", "-o", "remount,size=16m", str(mounted)], check=True)
        assert_nothing_lost(home, acts)
    finally:
        subprocess.run(["umount", "-l", str(mounted)], check=True)


def assert_nothing_lost(home: Path, acts: list[str]) -> None:
    """All that was answered stands, in three logs alike, and the room goes on; a refused act sent again is written once."""
    with Home.open(home) as opened:
        ledger = opened.ledger("doha", THREE)
        written = {log: [e.act for e in ledger.entries(log) if e.act.startswith("full-")] for log in THREE}
        assert all(w[: len(acts)] == acts for w in written.values())
        assert all(len(w) <= len(acts) + 1 for w in written.values())  # recorded, though the answer was a refusal
        assert len({len(w) for w in written.values()}) == 1
        refused = f"full-{len(acts)}"
        heads = ledger.heads()
        facts = [NoteWritten(note=f"n-{refused}", text=f"words of {refused} " * 40, lang="en")]
        for _ in range(2):
            ledger.append({log: (heads[log].seq, facts) for log in THREE}, author="full", act=refused)
        assert [e.act for e in ledger.entries("press")].count(refused) == 1
        assert is_sound(ledger)


def told_to_nobody(home: Path) -> str:
    """Writes as somebody who may not (root may write anywhere, so a child gives root up); the refusal's code."""
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        told = "nothing refused"
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            with Home.open(home) as opened:
                ledger = opened.ledger("doha", THREE)
                told = "opened"
                heads = ledger.heads()
                ledger.append({log: (heads[log].seq, [one(1)]) for log in THREE}, author="x", act="x")
                told = "written"
        except WasataError as error:
            told = error.code
        except BaseException as error:
            told = repr(error)
        finally:
            os.write(writing, told.encode())
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as f:
        told = f.read()
    os.waitpid(child, 0)
    return told


@pytest.mark.parametrize("what", ["everything", "the database", "the keys"])
def test_a_home_that_may_not_be_written_is_told_and_loses_nothing(what: str):
    top = Path(tempfile.mkdtemp(prefix="wasata-ro-"))
    top.chmod(0o711)
    try:
        home = new_home(top)
        with Home.open(home) as opened:
            ledger = opened.ledger("doha", THREE)
            ledger.append({log: (0, [one(0)]) for log in THREE}, author="lead", act="before")
        before = {
            p: p.read_bytes()
            for p in home.rglob("*")
            if p.is_file() and p.suffix not in (".sqlite3-shm", ".sqlite3-wal")
        }
        shut = [home, *home.rglob("*")]
        for p in shut:
            if os.geteuid() == 0:
                os.chown(p, 65534, 65534)
            if what == "everything" or (p.suffix == ".sqlite3" if what == "the database" else "keys" in p.parts):
                p.chmod(0o500 if p.is_dir() else 0o400)
        told = told_to_nobody(home)
        for p in shut:
            if p.exists():
                p.chmod(0o700 if p.is_dir() else 0o600)
        assert told == HomeReadOnly.code
        if what != "the keys":  # the database was open: the act is recorded, only its head could not be noted
            assert {p: p.read_bytes() for p in before} == before
        if os.geteuid() == 0:
            for p in (home, *home.rglob("*")):
                os.chown(p, 0, 0)
        with Home.open(home) as opened:
            ledger = opened.ledger("doha", THREE)
            assert is_sound(ledger)
            assert {h.seq for h in ledger.heads().values()} == {2 if what == "the keys" else 1}
            ledger.append({log: (ledger.head(log).seq, [one(1)]) for log in THREE}, author="x", act="x")
            assert {h.seq for h in ledger.heads().values()} == {2}
    finally:
        shutil.rmtree(top)


def test_a_folder_where_no_home_can_be_made_is_told(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(WasataError) as refused:
        Home.create(tmp_path / "file" / "home")
    assert all(tell(refused.value, "ar"))


def test_a_file_that_is_no_database_is_told(tmp_path: Path):
    home = new_home(tmp_path)
    for p in home.glob("record.sqlite3*"):
        p.unlink()
    (home / "record.sqlite3").write_bytes(b"rubbish" * 1000)
    with pytest.raises(StoreFailed):
        Home.open(home)
    shutil.rmtree(home)
