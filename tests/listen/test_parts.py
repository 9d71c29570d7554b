"""Whatever lies in an archive, and whatever becomes of the place where its marks go, nothing is lost, doubled or made up."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.listen.test_backlog import SENTENCES, archive, command, made, one_by_one, wait_for

from wasata.errors import BacklogChanged, BacklogRunning, BacklogStands, BacklogUnwritable, ClusterGone
from wasata.listen import backlog, parts
from wasata.listen.backlog import Asked, Cluster, Here, Outcome, Work, read_shard
from wasata.listen.forms import incoming as bounds


class InOne:
    """Shards read in this very process."""

    def outcomes(self, work: Work) -> Iterator[Outcome]:
        for shard in work.left:
            yield read_shard(str(work.folder), shard, work.asked)


def planned(source: Path, out: Path, *, shard: int = 5) -> Work:
    return backlog.plan(
        [str(source)], out, Asked("parquet" if out.suffix == ".parquet" else "jsonl"), shard_reports=shard
    )


def told(out: Path) -> list[tuple[str, str]]:
    """What was refused, by the last part of its place and its reason."""
    lines = parts.refused_of(out).read_text("utf-8").splitlines() if parts.refused_of(out).exists() else []
    return [(Path(x["where"]).name, x["code"]) for x in map(json.loads, lines)]


# ---- what lies in an archive


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_half_letters_in_a_name_or_a_field_keep_no_other_report_from_being_read(tmp_path: Path, form: str):
    folder = tmp_path / "in"
    folder.mkdir()
    try:
        (folder / os.fsdecode(b"na\xffme.txt")).write_text(SENTENCES[1].format(n=4), "utf-8")
    except OSError:
        pytest.skip("this disk takes no such name")
    (folder / "z.jsonl").write_text(
        '{"text":"The ministry said 12 people were killed.","desk":"\\ud800"}\n{"text":"He said 3 left."}\n', "utf-8"
    )
    out = made(folder, tmp_path / f"out.{form}", asked=Asked(form), engine=InOne())
    assert told(out) == []
    if form == "jsonl":
        found = [json.loads(x) for x in out.read_text("utf-8").splitlines()]
        assert [x["id"] for x in found] == ["na\ufffdme", "z.jsonl:1", "z.jsonl:2"]
        assert found[1]["desk"] == "\ufffd"


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999"])
def test_a_number_that_is_none_is_refused_and_never_written(tmp_path: Path, number: str):
    source = tmp_path / "in.jsonl"
    source.write_text(f'{{"text":"He said 3 left.","n":{number}}}\n{{"text":"He said 4 left.","n":1.5}}\n', "utf-8")
    out = made(source, tmp_path / "out.jsonl", engine=InOne())
    assert told(out) == [("in.jsonl:1", "listen.not_json")]
    assert json.loads(out.read_text("utf-8"))["n"] == 1.5


def test_an_export_of_telegram_on_one_line_is_read_as_what_it_is(tmp_path: Path):
    source = tmp_path / "result.json"
    post = {"id": 1, "type": "message", "date_unixtime": "1700647200", "text": SENTENCES[1].format(n=9)}
    source.write_text(json.dumps({"name": "Agency", "type": "public_channel", "id": 1, "messages": [post]}), "utf-8")
    out = made(source, tmp_path / "out.jsonl", engine=InOne())
    assert json.loads(out.read_text("utf-8"))["text"] == SENTENCES[1].format(n=9)


def test_a_line_longer_than_any_report_is_one_refusal_and_is_never_held_whole(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(bounds, "MAX_BYTES", 400)
    good = json.dumps({"text": "He said 3 left."})
    inner = good.replace('"', '\\"')
    source = tmp_path / "in.jsonl"
    source.write_text(f'{good}\n{{"text":"{"x" * 500} {good} {inner * 40}"}}\n{good}\n{"y" * 5000}', "utf-8")
    asked_for: list[int] = []

    class Watched:
        def __init__(self, of) -> None:
            self.of = of

        def tell(self) -> int:
            return self.of.tell()

        def readline(self, most: int) -> bytes:
            asked_for.append(most)
            return self.of.readline(most)

    with source.open("rb") as f:
        lines = list(backlog.lines_of(Watched(f), source.stat().st_size))
    assert max(asked_for) <= 1 << 20
    assert len(lines) == 4
    out = made(source, tmp_path / "out.jsonl", shard=2, engine=InOne())
    assert [x["where"].rpartition(":")[2] for x in map(json.loads, parts.refused_of(out).read_text().splitlines())] == [
        "2",
        "4",
    ]
    assert out.read_text("utf-8") == one_by_one(source)
    assert out.read_text("utf-8").count("\n") == 2


def test_what_lies_about_in_a_folder_is_passed_over_or_told_and_never_waited_for(tmp_path: Path):
    folder = tmp_path / "in"
    (folder / "dir.jsonl").mkdir(parents=True)
    (folder / "dir.jsonl" / "x.txt").write_text(SENTENCES[1].format(n=4), "utf-8")
    (folder / "loop").symlink_to(folder)
    (folder / "self.txt").symlink_to("self.txt")
    (folder / "dead.jsonl").symlink_to("/nonexistent/x")
    os.mkfifo(folder / "pipe.jsonl")
    for name, data in (("zero.jsonl", b""), ("zero.warc.gz", b""), ("bad.zip", b"PK\x03\x04\0\0"), ("n.txt", b"\0" * 999),
                       ("bad.warc.gz", b"\x1f\x8b\x08" + bytes(range(200)))):  # fmt: skip
        (folder / name).write_bytes(data)
    out = made(folder, tmp_path / "out.jsonl", engine=InOne())
    assert out.read_text("utf-8").count("\n") == 1
    assert [n.partition(":")[0] for n, _ in told(out)] == [
        "bad.warc.gz",
        "bad.zip",
        "n.txt",
        "zero.jsonl",
        "zero.warc.gz",
    ]


def test_what_may_not_be_opened_is_told_by_name_and_the_rest_is_read(tmp_path: Path, monkeypatch):
    folder = tmp_path / "in"
    (folder / "shut").mkdir(parents=True)
    archive(folder / "a.jsonl", 3)
    archive(folder / "b.jsonl", 3)
    (folder / "shut" / "c.txt").write_text(SENTENCES[1].format(n=4), "utf-8")
    real_open, real_scan = Path.open, os.scandir

    def refuse(place: object) -> None:  # by hand: whoever keeps a machine may open everything
        if Path(str(place)).name in ("b.jsonl", "shut"):
            raise PermissionError(errno.EACCES, "Permission denied", str(place))

    def opened(self: Path, *how, **more):
        refuse(self)
        return real_open(self, *how, **more)

    def scanned(place):
        refuse(place)
        return real_scan(place)

    monkeypatch.setattr(Path, "open", opened)
    monkeypatch.setattr(os, "scandir", scanned)
    out = made(folder, tmp_path / "out.jsonl", engine=InOne())
    assert out.read_text("utf-8").count("\n") == 3
    assert told(out) == [("b.jsonl", "listen.file_unreadable"), ("shut", "listen.file_unreadable")]


def test_a_file_that_is_gone_when_it_is_read_is_told_and_the_rest_is_read(tmp_path: Path):
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(3):
        (folder / f"{n}.txt").write_text(SENTENCES[1].format(n=n + 4), "utf-8")
    work = planned(folder, tmp_path / "out.jsonl")
    (folder / "1.txt").unlink()
    assert backlog.run(work, InOne()) == []
    out, _ = backlog.finish(work)
    assert out.read_text("utf-8").count("\n") == 2
    assert told(out) == [("1.txt", "listen.file_missing")]


# ---- the folder beside the output


@pytest.mark.parametrize("plan", ["", '{"format":', "[]", '{"format": "wasata.backlog.2"}', "null", "\0\0"])
def test_a_plan_that_is_no_plan_is_said_and_nothing_is_taken_from_its_folder(tmp_path: Path, plan: str):
    source, out = archive(tmp_path / "in.jsonl", 9), tmp_path / "out.jsonl"
    parts.folder_of(out).mkdir()
    parts.plan_of(parts.folder_of(out)).write_text(plan, "utf-8")
    with pytest.raises(BacklogChanged):
        planned(source, out)


def test_a_plan_cut_short_is_not_taken_for_the_whole(tmp_path: Path):
    source, out = archive(tmp_path / "in.jsonl", 20), tmp_path / "out.jsonl"
    planned(source, out).lock.close()
    path = parts.plan_of(parts.folder_of(out))
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")
    with pytest.raises(BacklogChanged):
        planned(source, out)


def test_parts_without_a_plan_are_taken_for_nothing(tmp_path: Path):
    source, out = archive(tmp_path / "in.jsonl", 20), tmp_path / "out.jsonl"
    folder = parts.folder_of(out)
    folder.mkdir()
    for name in ("000001.jsonl", "000001.refused", "whole", "made", "000002.parquet"):
        (folder / name).write_text('{"id": "of another archive"}\n', "utf-8")
    (folder / "notes.txt").write_text("a person's", "utf-8")
    work = planned(source, out)
    assert work.standing == set()
    assert (folder / "notes.txt").exists()
    backlog.run(work, InOne())
    assert backlog.finish(work)[0].read_text("utf-8") == one_by_one(source)


def test_a_part_stands_only_with_what_was_refused_beside_it(tmp_path: Path):
    source, out = archive(tmp_path / "in.jsonl", 20), tmp_path / "out.jsonl"
    work = planned(source, out)
    backlog.run(work, InOne())
    work.lock.close()
    parts.beside_part(work.folder, 1).unlink()
    again = planned(source, out)
    assert [s.n for s in again.left] == [1]
    backlog.run(again, InOne())
    assert backlog.finish(again)[0].read_text("utf-8") == one_by_one(source)


def test_a_file_that_somebody_put_in_the_place_of_the_output_is_left_and_so_are_the_parts(tmp_path: Path):
    source, out = archive(tmp_path / "in.jsonl", 20), tmp_path / "out.jsonl"
    work = planned(source, out)
    backlog.run(work, InOne())
    out.write_text("somebody else's", "utf-8")
    with pytest.raises(BacklogStands):
        backlog.finish(work)
    assert out.read_text("utf-8") == "somebody else's"
    out.unlink()
    assert backlog.finish(work)[0].read_text("utf-8") == one_by_one(source)


def test_killed_while_the_folder_is_taken_away_the_output_stands_and_nothing_is_read_again(tmp_path: Path, monkeypatch):
    source, out = archive(tmp_path / "in.jsonl", 20), tmp_path / "out.jsonl"
    for unlinked in (False, True):  # before the plan is gone, and after
        work = planned(source, out)
        backlog.run(work, InOne())
        with monkeypatch.context() as killed:
            killed.setattr(backlog.shutil, "rmtree", _killed)
            if not unlinked:
                killed.setattr(Path, "unlink", _killed)
            with pytest.raises(KeyboardInterrupt):
                backlog.finish(work)
        work.lock.close()
        stood = out.read_bytes()
        if unlinked:
            with pytest.raises(BacklogStands):
                planned(source, out)
        else:
            again = planned(source, out)
            assert again.left == []
            backlog.finish(again)
        assert out.read_bytes() == stood
        assert stood.decode() == one_by_one(source)
        out.unlink()


def _killed(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_one_who_comes_while_another_finishes_reads_nothing_again_and_writes_nothing_over(tmp_path: Path, monkeypatch):
    source, out = archive(tmp_path / "in.jsonl", 20), tmp_path / "out.jsonl"
    work = planned(source, out)
    backlog.run(work, InOne())
    real = parts.held

    def held_late(folder: Path):
        monkeypatch.setattr(parts, "held", real)
        backlog.finish(work)
        folder.mkdir()
        return real(folder)

    monkeypatch.setattr(parts, "held", held_late)
    with pytest.raises(BacklogStands):
        planned(source, out)
    assert out.read_text("utf-8") == one_by_one(source)


def test_a_lock_of_a_folder_that_was_taken_away_is_none(tmp_path: Path, monkeypatch):
    folder = tmp_path / "out.jsonl.parts"
    folder.mkdir()
    real = parts.fcntl.flock

    def flock(lock, how) -> None:
        parts.Path(folder / "lock").unlink()
        real(lock, how)

    monkeypatch.setattr(parts.fcntl, "flock", flock)
    with pytest.raises(BacklogRunning):
        parts.held(folder)


# ---- the place of the output


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_on_a_full_disk_it_ends_at_once_in_words_leaves_nothing_half_and_goes_on_when_there_is_room(
    tmp_path: Path, monkeypatch, form: str
):
    source, out = archive(tmp_path / "in.jsonl", 40), tmp_path / f"out.{form}"
    work = planned(source, out)
    real, calls = os.fsync, 0

    def fsync(of: int) -> None:
        nonlocal calls
        calls += 1
        if calls > 5:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(of)

    with monkeypatch.context() as full:
        full.setattr(os, "fsync", fsync)
        seen: list[Outcome] = []
        with pytest.raises(BacklogUnwritable):
            backlog.run(work, InOne(), seen.append)
    assert len(seen) == 2
    assert not list(work.folder.glob("*.tmp"))
    assert backlog.run(work, InOne()) == []
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", fsync)
        with pytest.raises(BacklogUnwritable):
            backlog.finish(work)
    assert not out.exists()
    assert not list(work.folder.glob("*.tmp"))
    made_of, _ = backlog.finish(work)
    whole = made(source, tmp_path / f"whole.{form}", shard=5, asked=Asked(form), engine=InOne())
    assert made_of.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("what", ["file", "nowhere"])
def test_where_nothing_can_be_written_it_is_said_before_anything_is_read(tmp_path: Path, what: str):
    source, out = archive(tmp_path / "in.jsonl", 4), tmp_path / "out.jsonl"
    if what == "file":
        parts.folder_of(out).write_text("", "utf-8")
    else:
        (tmp_path / "x").write_text("", "utf-8")
        out = tmp_path / "x" / "out.jsonl"
    with pytest.raises(BacklogUnwritable):
        planned(source, out)


def test_what_a_killed_process_had_begun_is_taken_away_and_what_another_writes_is_not(tmp_path: Path):
    source, out = archive(tmp_path / "in.jsonl", 20), tmp_path / "out.jsonl"
    planned(source, out).lock.close()
    folder = parts.folder_of(out)
    gone = subprocess.Popen(["true"])
    gone.wait()
    leaving = folder / f"000001.jsonl.{parts._host()}@{gone.pid}-7.tmp"
    others = (folder / f"000001.jsonl.{parts._host()}@{os.getpid()}-7.tmp", folder / "000001.jsonl.elsewhere@1-7.tmp")
    for path in (leaving, *others):
        path.write_bytes(b"half")
    planned(source, out).lock.close()
    assert not leaving.exists()
    assert all(path.exists() for path in others)


# ---- ended from outside


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ended_by_a_person_or_the_system_it_says_that_it_goes_on_from_here(tmp_path: Path, number: signal.Signals):
    source, out = archive(tmp_path / "in.jsonl", 600), tmp_path / "out.jsonl"
    with subprocess.Popen(
        command(source, out), stderr=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "WASATA_LANG": "en"}, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:  # fmt: skip
        wait_for(lambda: len(list(parts.folder_of(out).glob("*.refused"))) >= 3, process)
        os.killpg(process.pid, number)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said.splitlines()[-1] == "Broken off. What was read is kept: the same command goes on from here."
    assert "Traceback" not in said


def test_killed_at_any_point_the_output_is_the_same(tmp_path: Path):
    source = archive(tmp_path / "in.jsonl", 400)
    out = tmp_path / "out.jsonl"
    for n in range(1, 4):
        with subprocess.Popen(command(source, out), stderr=subprocess.PIPE, start_new_session=True) as process:
            wait_for(lambda n=n: len(list(parts.folder_of(out).glob("*.jsonl"))) >= 5 * n, process)
            os.killpg(process.pid, signal.SIGKILL)
    while (again := subprocess.run(command(source, out), capture_output=True)).returncode:
        assert b"BacklogRunning" in again.stderr or b"parts" in again.stderr
        time.sleep(0.2)
    assert out.read_text("utf-8") == one_by_one(source)


def test_workers_are_asked_for_nothing_any_more_when_there_is_no_room(tmp_path: Path, monkeypatch):
    source = archive(tmp_path / "in.jsonl", 100)
    (tmp_path / "full_reader.py").write_text(FULL, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    from importlib import import_module

    work = planned(source, tmp_path / "out.jsonl", shard=1)
    with pytest.raises(BacklogUnwritable):
        backlog.run(work, Here(1, import_module("full_reader").read))
    assert len(work.left) > 90


FULL = """
from wasata.listen.backlog import Outcome, read_shard

def read(folder, shard, asked):
    if shard.n >= 2:
        return Outcome(shard.n, shard.size, failed="No space left on device", no_room=True)
    return read_shard(folder, shard, asked)
"""


@pytest.mark.parametrize("who", ["workers", "scheduler"])
def test_a_cluster_that_is_gone_half_way_is_told_and_what_was_read_is_kept(tmp_path: Path, who: str):
    pytest.importorskip("distributed")
    dask = pytest.importorskip("dask")
    source, out = archive(tmp_path / "in.jsonl", 200), tmp_path / "out.jsonl"
    work = planned(source, out, shard=4)
    scheduler = subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
         "--scheduler-file", str(tmp_path / "s.json")], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    worker = subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(tmp_path / "s.json"), "--nthreads", "1",
         "--no-nanny", "--no-dashboard"], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        told_where = tmp_path / "s.json"  # it stands before it is written
        wait_for(lambda: told_where.exists() and told_where.read_text("utf-8").rstrip().endswith("}"), scheduler)
        address = json.loads(told_where.read_text("utf-8"))["address"]

        def told(_: Outcome) -> None:
            if len(work.standing) == 5:
                {"workers": worker, "scheduler": scheduler}[who].kill()

        with dask.config.set({"distributed.comm.timeouts.connect": "1s"}), pytest.raises(ClusterGone) as gone:
            backlog.run(work, Cluster(address, looks_every=0.5, looks=8), told)
        assert str(gone.value.values["why"]) == f"backlog.why.{who}"
    finally:
        for process in (worker, scheduler):
            process.kill()
            process.wait()
    assert len(work.standing) >= 5
    work.lock.close()
    again = planned(source, out, shard=4)
    assert backlog.run(again, InOne()) == []
    assert backlog.finish(again)[0].read_text("utf-8") == one_by_one(source)


def test_a_cluster_nobody_answers_for_is_told(tmp_path: Path):
    pytest.importorskip("distributed")
    work = planned(archive(tmp_path / "in.jsonl", 4), tmp_path / "out.jsonl")
    with pytest.raises(ClusterGone):
        backlog.run(work, Cluster("tcp://127.0.0.1:1", looks_every=0.3, looks=2))
