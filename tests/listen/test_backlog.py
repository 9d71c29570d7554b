"""An archive is read whole and once, whatever is killed meanwhile."""

import json
import os
import signal
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

import pytest

from wasata.errors import BacklogChanged, BacklogEmpty, BacklogMissing, BacklogRunning, BacklogStands, FileUnreadable
from wasata.listen import backlog, parts
from wasata.listen.backlog import Asked, Cluster, Here, Outcome
from wasata.listen.intake import Incoming, take_in
from wasata.listen.lines import as_line, as_object
from wasata.listen.reader import read

SENTENCES = (
    "قال المتحدث باسم وزارة الخارجية القطرية إن {n} محتجزا سيُفرج عنهم يوم الجمعة.",
    "The foreign ministry of Oman said on Friday that {n} prisoners would be released.",
)


def archive(path: Path, reports: int) -> Path:
    lines = [
        json.dumps({"id": f"a-{n}", "text": SENTENCES[n % 2].format(n=n + 3), "published": "2023-11-22", "desk": n})
        for n in range(reports)
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def one_by_one(path: Path) -> str:
    """What `wasata read` would print."""
    items = [x for x in take_in([path]) if isinstance(x, Incoming)]
    return "".join(as_line(as_object(x, read(x.text, x.lang, x.published, title=x.title))) + "\n" for x in items)


def made(source: Path, out: Path, *, shard: int = 7, asked: Asked | None = None, engine=None) -> Path:
    work = backlog.plan([str(source)], out, asked or Asked(), shard_reports=shard)
    assert backlog.run(work, engine or Here(2)) == []
    return backlog.finish(work)[0]


def test_an_archive_gives_what_its_reports_give_one_by_one_in_their_order(tmp_path: Path):
    source = archive(tmp_path / "in.jsonl", 40)
    assert made(source, tmp_path / "out.jsonl").read_text("utf-8") == one_by_one(source)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_a_folder_of_files_and_files_of_lines_is_cut_anywhere_and_nothing_is_lost(tmp_path: Path):
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(5):
        (folder / f"{n}.txt").write_text(SENTENCES[n % 2].format(n=n + 3), "utf-8")
    archive(folder / "3-lines.jsonl", 10)
    for shard in (1, 3, 1000):
        out = made(folder, tmp_path / f"{shard}.jsonl", shard=shard)
        assert out.read_text("utf-8") == one_by_one(folder)


def test_lines_without_an_end_or_with_a_mark_at_the_head_are_read(tmp_path: Path):
    source = tmp_path / "in.jsonl"
    source.write_bytes(b"\xef\xbb\xbf" + archive(tmp_path / "x.jsonl", 5).read_bytes().rstrip(b"\n"))
    assert made(source, tmp_path / "out.jsonl", shard=2).read_text("utf-8").count("\n") == 5


def test_what_is_refused_is_kept_by_its_place_and_the_rest_is_read(tmp_path: Path):
    source = archive(tmp_path / "in.jsonl", 20)
    lines = source.read_text("utf-8").splitlines()
    lines[3], lines[17] = '{"text": 7}', "no json at all"
    source.write_text("\n".join(lines), "utf-8")
    work = backlog.plan([str(source)], tmp_path / "out.jsonl", Asked(), shard_reports=6)
    backlog.run(work, Here(1))
    out, refused = backlog.finish(work)
    assert out.read_text("utf-8").count("\n") == 18
    told = [json.loads(x) for x in refused.read_text("utf-8").splitlines()]
    assert [(x["where"].rpartition(":")[2], x["code"]) for x in told] == [
        ("4", "listen.field_wrong"),
        ("18", "listen.not_json"),
    ]


def command(source: Path, out: Path, *more: str) -> list[str]:
    door = "from wasata.cli.main import main; main()"
    return [sys.executable, "-c", door, "read", "--backlog", str(source), "--out", str(out), "--shard", "20", *more]


def wait_for(seen, process: subprocess.Popen) -> None:
    """Until something is seen; fails if the process ends first."""
    while not seen():
        assert process.poll() is None, process.stderr.read() if process.stderr else "it ended too early"
        time.sleep(0.01)


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_killed_and_asked_again_it_goes_on_and_the_output_is_the_same(tmp_path: Path, form: str):
    source = archive(tmp_path / "in.jsonl", 600)
    whole, out = tmp_path / f"whole.{form}", tmp_path / f"out.{form}"
    assert subprocess.run(command(source, whole), capture_output=True).returncode == 0
    folder = parts.folder_of(out)
    for kills in (2, 9):  # twice, at other places
        with subprocess.Popen(command(source, out), stderr=subprocess.PIPE, start_new_session=True) as process:
            wait_for(lambda kills=kills: len(list(folder.glob(f"*.{form}"))) >= kills, process)
            os.kill(process.pid, signal.SIGKILL)
        assert not out.exists()
    stood = {p.name: p.stat().st_mtime_ns for p in folder.glob(f"*.{form}")}
    wait_until_gone(folder)
    again = subprocess.run(
        command(source, out), capture_output=True, text=True, env={**os.environ, "WASATA_LANG": "en"}
    )
    assert again.returncode == 0, again.stderr
    assert "goes on" in again.stderr
    assert stood
    assert out.read_bytes() == whole.read_bytes()
    assert not folder.exists()


def wait_until_gone(folder: Path) -> None:
    """Workers of a killed run see that they are alone and end; what they still finish is whole, so nothing hangs on it."""
    before = -1
    while before != (now := sum(1 for _ in folder.iterdir())):
        before = now
        time.sleep(1.2)


def kill_workers_once(work) -> list[int]:
    """Kills the pool's processes when the first shard is told; gives whom it killed."""
    killed: list[int] = []

    def told(_: Outcome) -> None:
        if not killed:
            children = Path(f"/proc/{os.getpid()}/task")
            pids = {int(p) for t in children.iterdir() for p in (t / "children").read_text().split()}
            for pid in pids:
                if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    os.kill(pid, signal.SIGKILL)
                    killed.append(pid)

    assert backlog.run(work, Here(2), told) == []
    return killed


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to find the workers")
def test_a_killed_worker_costs_no_report_and_doubles_none(tmp_path: Path):
    source = archive(tmp_path / "in.jsonl", 200)
    work = backlog.plan([str(source)], tmp_path / "out.jsonl", Asked(), shard_reports=9)
    assert kill_workers_once(work)
    assert backlog.finish(work)[0].read_text("utf-8") == one_by_one(source)


def test_a_pool_that_breaks_while_a_shard_is_handed_over_loses_none(tmp_path: Path, monkeypatch):
    source = archive(tmp_path / "in.jsonl", 40)
    work = backlog.plan([str(source)], tmp_path / "out.jsonl", Asked(), shard_reports=5)
    given: list[int] = []

    class Breaking(backlog.ProcessPoolExecutor):
        def submit(self, fn, folder, shard, asked):
            given.append(shard.n)
            if len(given) == 3:
                raise backlog.BrokenProcessPool
            return super().submit(fn, folder, shard, asked)

    monkeypatch.setattr(backlog, "ProcessPoolExecutor", Breaking)
    assert backlog.run(work, Here(1)) == []
    assert given.count(given[2]) > 1, "the one that was refused is handed over again"
    assert backlog.finish(work)[0].read_text("utf-8") == one_by_one(source)


DEADLY = """
import os
from wasata.listen.backlog import read_shard

def read(folder, shard, asked):
    if shard.n == 2:
        os._exit(9)
    return read_shard(folder, shard, asked)
"""


def test_a_part_that_kills_its_worker_is_set_aside_and_all_others_are_read(tmp_path: Path, monkeypatch):
    (tmp_path / "deadly_reader.py").write_text(DEADLY, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)  # workers are given this path too
    source = archive(tmp_path / "in.jsonl", 50)
    work = backlog.plan([str(source)], tmp_path / "out.jsonl", Asked(), shard_reports=5)
    failed = backlog.run(work, Here(2, import_module("deadly_reader").read))
    assert [f.n for f in failed] == [2]
    assert [s.n for s in work.left] == [2]
    assert backlog.run(work, Here(2)) == [], "asked again, it is tried again"
    assert backlog.finish(work)[0].read_text("utf-8") == one_by_one(source)


def test_on_two_dask_workers_of_which_one_is_killed_half_way_the_output_is_the_same(tmp_path: Path):
    distributed = pytest.importorskip("distributed")
    source = archive(tmp_path / "in.jsonl", 300)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:
        work = backlog.plan([str(source)], tmp_path / "out.jsonl", Asked(), shard_reports=10)
        killed: list[int] = []

        def told(_: Outcome) -> None:
            if len(work.standing) >= 15 and not killed:
                with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
                    killed.append(next(iter(client.run(os.getpid).values())))
                os.kill(killed[0], signal.SIGKILL)

        assert backlog.run(work, Cluster(cluster.scheduler_address), told) == []
        assert killed
    assert backlog.finish(work)[0].read_text("utf-8") == one_by_one(source)


def test_parquet_holds_the_same_marks_as_the_lines(tmp_path: Path):
    pq = pytest.importorskip("pyarrow.parquet")
    source = archive(tmp_path / "in.jsonl", 30)
    rows = pq.read_table(made(source, tmp_path / "out.parquet", asked=Asked("parquet"))).to_pylist()
    lines = [json.loads(x) for x in one_by_one(source).splitlines()]
    assert [r["id"] for r in rows] == [x["id"] for x in lines]
    for row, line in zip(rows, lines, strict=True):
        assert json.loads(row["head"]) == {"desk": line["desk"]}
        assert [(m["content"]["text"], m["source"]["text"], m["act"]) for m in row["statements"]] == [
            (m["content"]["text"], m["source"]["text"], m["act"]) for m in line["statements"]
        ]
        assert [(m["text"], m["low"], m["high"], m["measure"]) for m in row["figures"]] == [
            (m["text"], m["value"], m["value"], m["measure"]) for m in line["figures"]
        ]
        assert [m["first"].isoformat() for m in row["dates"]] == [m["value"] for m in line["dates"]]
        assert [(m["kind"], m["actors"]) for m in row["events"]] == [(m["kind"], m["actors"]) for m in line["events"]]
    assert any(r["statements"] for r in rows)
    assert any(r["figures"] for r in rows)


def test_other_input_or_another_question_does_not_go_on_with_what_was_broken_off(tmp_path: Path):
    source = archive(tmp_path / "in.jsonl", 10)
    out = tmp_path / "out.jsonl"
    backlog.plan([str(source)], out, Asked(), shard_reports=3).lock.close()
    with pytest.raises(BacklogChanged) as refused:
        backlog.plan([str(source)], out, Asked(explain=True), shard_reports=3)
    assert refused.value.values["what"] == "asked"
    archive(source, 11)
    with pytest.raises(BacklogChanged) as refused:
        backlog.plan([str(source)], out, Asked(), shard_reports=3)
    assert "bytes" in str(refused.value.values["what"])


def test_two_do_not_read_into_one_output_and_none_is_written_over(tmp_path: Path):
    source = archive(tmp_path / "in.jsonl", 10)
    work = backlog.plan([str(source)], tmp_path / "out.jsonl", Asked())
    with pytest.raises(BacklogRunning):
        backlog.plan([str(source)], tmp_path / "out.jsonl", Asked())
    backlog.run(work, Here(1))
    backlog.finish(work)
    with pytest.raises(BacklogStands):
        backlog.plan([str(source)], tmp_path / "out.jsonl", Asked())


def test_what_is_not_there_and_what_holds_nothing_is_said_and_leaves_nothing_behind(tmp_path: Path):
    with pytest.raises(BacklogMissing):
        backlog.plan([str(tmp_path / "none")], tmp_path / "out.jsonl", Asked())
    (tmp_path / "empty").mkdir()
    with pytest.raises(BacklogEmpty):
        backlog.plan([str(tmp_path / "empty")], tmp_path / "out.jsonl", Asked())
    assert [p.name for p in tmp_path.iterdir()] == ["empty"]


@pytest.mark.parametrize("words", [
    ["--backlog"], ["--backlog", "x"], ["--backlog", "x", "--out", "y.csv"], ["--backlog", "-", "--out", "y.jsonl"],
    ["--backlog", "x", "--out", "y.jsonl", "--workers", "no"],
])  # fmt: skip
def test_asked_wrongly_it_says_what_it_needs(words: list[str]):
    door = "from wasata.cli.main import main; main()"
    done = subprocess.run([sys.executable, "-c", door, "read", *words], capture_output=True, text=True)
    assert done.returncode in (1, 2)
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_a_file_named_twice_or_linked_to_is_read_once(tmp_path: Path):
    folder = tmp_path / "in"
    folder.mkdir()
    source = archive(folder / "a.jsonl", 3)
    (folder / "b.jsonl").symlink_to(source)
    (folder / "round").symlink_to(folder)
    work = backlog.plan([str(source), str(folder), str(source)], tmp_path / "out.jsonl", Asked())
    assert backlog.run(work, Here(1)) == []
    assert backlog.finish(work)[0].read_text("utf-8") == one_by_one(source)


def test_an_output_among_the_input_is_no_input_and_a_run_broken_off_there_goes_on(tmp_path: Path):
    source, out = archive(tmp_path / "in.jsonl", 20), tmp_path / "out.jsonl"
    work = backlog.plan([str(tmp_path)], out, Asked(), shard_reports=5)
    backlog.read_shard(str(work.folder), work.shards[0], work.asked)
    work.lock.close()
    again = backlog.plan([str(tmp_path)], out, Asked(), shard_reports=5)
    assert (len(again.standing), len(again.shards)) == (1, 4)
    assert backlog.run(again, Here(1)) == []
    assert backlog.finish(again)[0].read_text("utf-8") == one_by_one(source)


def test_a_file_that_is_cut_while_it_is_read_sets_its_shard_aside_and_ends(tmp_path: Path):
    source = archive(tmp_path / "in.jsonl", 20)
    work = backlog.plan([str(source)], tmp_path / "out.jsonl", Asked(), shard_reports=10)
    os.truncate(source, work.shards[1].pieces[0].start + 5)
    failed = backlog.run(work, Here(1))
    assert [(f.n, "cut short" in f.failed) for f in failed] == [(1, True)]
    work.lock.close()


def test_what_is_no_file_is_refused_before_it_is_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.jsonl")
    with pytest.raises(FileUnreadable):
        backlog.plan([str(tmp_path / "pipe.jsonl")], tmp_path / "out.jsonl", Asked())
