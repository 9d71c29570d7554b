"""Several processes of one room: one alone does what one may do, all know what one knows, and no key stays in any that has no use
for it."""

import os
import secrets
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from wasata.record.person_key import Pair
from wasata.room import asking, between, posting, wiring
from wasata.room.between import Between
from wasata.room.serving import LONGEST_WAIT, Serving, wait_before

WORD = secrets.token_bytes(32)


@pytest.fixture
def place() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="wb-"))  # the name of a socket must be short
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def process(place: Path) -> Iterator[Callable[..., Between]]:
    made: list[Between] = []

    def begin(word: bytes = WORD) -> Between:
        made.append(Between(place, word))
        return made[-1]

    yield begin
    for one in made:
        one.close()


@pytest.fixture
def here(process: Callable[..., Between], monkeypatch: pytest.MonkeyPatch) -> Between:
    """This process, with others beside it."""
    mine = process()
    for topic, to in between._listens.items():
        mine.listen(topic, to)
    monkeypatch.setattr(between, "_between", mine)
    return mine


def test_one_process_does_a_thing_until_it_is_gone_and_then_another(process):
    one, two = process(), process()
    assert one.mine("posting")
    assert not two.mine("posting")
    assert one.mine("posting")
    assert two.mine("asking"), "another thing is another's"
    one.close()
    assert two.mine("posting")


def test_what_one_tells_the_others_know_and_forget_when_it_is_gone(process):
    one, two, three = process(), process(), process()
    one.tell("a", {"x": [1]})
    two.hear(), three.hear()
    assert two.told("a") == three.told("a") == ({"x": [1]},)
    assert one.told("a") == ()
    one.tell("a", {"x": [2]})
    two.hear()
    assert two.told("a") == ({"x": [2]},)
    one.close()
    two.tell("b", 1)  # whoever speaks finds out who is gone
    assert two.told("a") == ()
    assert two.told("b") == ()


def test_whoever_says_nothing_for_long_is_not_believed(process, monkeypatch):
    one, two = process(), process()
    one.tell("a", 1)
    two.hear()
    monkeypatch.setattr(between, "FORGOTTEN_SECONDS", 0.0)
    assert two.told("a") == ()


def test_whoever_comes_later_hears_how_it_stands(process, monkeypatch):
    one = process()
    one.tell("a", 1)
    two = process()
    monkeypatch.setattr(one, "hear", lambda: time.sleep(0.01))
    threading.Thread(target=one.run, daemon=True).start()
    two.hear()
    assert two.told("a") == (1,)


def test_who_does_not_know_the_word_is_not_heard_and_understands_nothing(process, place):
    one, stranger = process(), process(secrets.token_bytes(32))
    heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    heard.bind(str(place / "p-listening"))
    one.tell("a", "planted-key")
    sealed = heard.recv(1 << 20)
    heard.close()
    assert sealed
    assert b"planted" not in sealed
    assert b"p-" not in sealed
    stranger.tell("a", "of a stranger")
    one.hear()
    assert one.told("a") == ()


def test_nothing_that_is_told_lies_on_the_disk_and_nobody_else_may_come_in(process, place):
    one, _two = process(), process()
    one.tell("a", "planted-key")
    assert one.mine("posting")
    for path in place.iterdir():
        assert path.stat().st_mode & 0o077 == 0
        assert path.is_socket() or path.stat().st_size == 0


def test_alone_a_process_does_everything_and_hears_nothing(monkeypatch):
    monkeypatch.setattr(between, "_between", None)
    between.start({})
    assert between._between is None
    assert between.mine("posting")
    assert between.told("posting") == ()


# what the room tells


@pytest.mark.django_db
def test_who_asked_another_process_is_at_hand_where_letters_are_delivered_and_gone_when_he_is(home, process, here):
    other, pair = process(), Pair.new()
    other.tell(wiring.ENTERED, [["test-case", "officer", pair.private.hex()], ["test-case", "analyst", ""]])
    here.hear()
    found = {(desk.reader, desk.by) for desk in wiring.entered()}
    assert found == {("officer", pair), ("analyst", None)}
    assert wiring.entered()[0] is wiring.entered()[0]
    assert wiring.sitting() == ()
    other.tell(wiring.ENTERED, [])
    here.hear()
    assert wiring.entered() == ()
    assert not wiring._beside


@pytest.mark.django_db
def test_what_others_are_told_of_who_entered_has_no_delegate_in_it(home, process, here):
    other = process()
    for reader in ("officer", "delegate"):
        wiring.desk_of(reader, "test-case", by=Pair.new())
    other.hear()
    [told] = other.told(wiring.ENTERED)
    assert [reader for _, reader, _ in told] == ["officer"]


@pytest.mark.django_db
def test_whoever_signs_out_at_one_process_has_no_key_left_in_another(home, process, here):
    other, pair = process(), Pair.new()
    wiring.desk_of("officer", "test-case", by=pair)
    assert [desk.by for desk in wiring.sitting()] == [pair]
    other.call(wiring.GONE, "officer")
    here.hear()
    assert [desk.by for desk in wiring.sitting()] == [None]
    other.hear()  # what he had been told of the key
    other.hear()
    assert all(not private for told in other.told(wiring.ENTERED) for _, _, private in told)


def test_why_a_letter_stays_is_known_whichever_process_is_asked(process, here, monkeypatch):
    other = process()
    monkeypatch.setattr(posting, "_posting", posting.Posting(list))
    other.tell(posting.TOPIC, [["case", "coast", {"letter": "author"}, {"letter": "record.disk_full"}]])
    here.hear()
    assert posting.stays("case", "coast") == {"letter": "author"}
    assert posting.broke("case", "coast") == {"letter": "record.disk_full"}
    assert posting.stays("case", "hills") == {}


@pytest.fixture
def asks(home, monkeypatch: pytest.MonkeyPatch) -> asking.Asking:
    made = asking.Asking(wiring.home, SimpleNamespace(), SimpleNamespace())  # type: ignore[arg-type]
    monkeypatch.setattr(asking, "_asking", made)
    return made


@pytest.mark.django_db
def test_a_feed_that_somebody_wants_asked_is_asked_by_the_process_that_asks(process, here, asks):
    other = process()
    other.call(asking.WANTED, ["test-case", "agency", "officer"])
    here.hear()
    assert asks.is_wanted("test-case", "agency")
    other.hear()
    assert other.told(asking.TOPIC)[0]["wanted"] == [["test-case", "agency"]]


@pytest.mark.django_db
def test_whoever_does_not_ask_hands_on_what_is_wanted_and_shows_what_the_other_knows(process, here, asks):
    other, called = process(), []
    assert other.mine(asking.TOPIC)
    other.listen(asking.WANTED, called.append)
    assert asking.want("test-case", "agency", "officer")
    other.hear()
    assert called == [["test-case", "agency", "officer"]]
    assert not asks.is_wanted("test-case", "agency")
    other.tell(asking.TOPIC, {"waits": [], "wanted": [["test-case", "agency"]]})
    here.hear()
    assert asking.wanted("test-case") == {"agency": True}
    assert asking.wanted("another") == {}


@pytest.mark.django_db
def test_acts_of_one_reader_wait_for_each_other_among_processes_and_for_nobody_else(home):
    with home.in_turn("a1"):
        began = threading.Event()

        def other() -> None:
            with home.in_turn("b2"):
                began.set()
            with home.in_turn("a1"):
                done.set()

        done = threading.Event()
        thread = threading.Thread(target=other)
        thread.start()
        assert began.wait(20)
        assert not done.wait(0.05)
    thread.join(20)
    assert done.is_set()


# a process that ended


class Ends(Serving):
    """A server of nothing, whose processes end when a test says so."""

    def __init__(self) -> None:
        self.said: list[int] = []
        super().__init__("nothing:here", workers=2, say=self.said.append)
        self.began: list[int] = []
        self.wrks = [SimpleNamespace(birth=0.0), SimpleNamespace(birth=0.0)]

    def _respawn_workers(self, workers: list[int], *_: object, **__: object) -> None:
        self.began += workers
        for n in workers:
            self.wrks[n] = SimpleNamespace(birth=time.monotonic())
        if len(self.began) == 3:
            self.interrupt_signal = True
            self.main_loop_interrupt.set()
        else:
            self.ends(workers[0])

    def ends(self, n: int) -> None:
        self.interrupt_children.append(n)
        self.main_loop_interrupt.set()


def test_a_process_that_ends_is_started_again_however_often_and_it_is_said(monkeypatch):
    monkeypatch.setattr("wasata.room.serving.wait_before", lambda short: 0.001 * short)
    server = Ends()
    server.ends(1)
    server._serve_loop(None, None)
    assert server.said == [2, 2, 2]
    assert server.began == [1, 1, 1]
    assert server._short == {1: 2}, "the first had lived, the others had not come up"


def test_the_more_often_one_does_not_come_up_the_longer_is_waited_but_never_for_ever():
    waits = [wait_before(n) for n in range(12)]
    assert waits[0] == 0
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT


def test_the_word_between_processes_is_drawn_anew_and_what_a_killed_room_left_is_gone(place, monkeypatch):
    from wasata.cli.room import _set_between

    words = set()
    for name in (between.PLACE, between.WORD):
        monkeypatch.setenv(name, "")
    for _ in range(2):
        (place / "p-11111111").touch()
        (place / "one-posting").touch()
        _set_between(place)
        assert not list(place.iterdir())
        words.add(os.environ[between.WORD])
    assert len(words) == 2
    assert all(len(word) == 64 for word in words)
