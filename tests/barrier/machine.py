"""The barrier as a machine: two worlds, the same for B, and everything else different.

Danger: a law that holds because nothing happened.
Duty: acts drawn by Hypothesis, done in both worlds; after each, what B used last is asked again in both; every fifty acts
and at the end, everything he can obtain. Counted: how often each act was done in each world.
"""

from collections import Counter
from typing import Any, ClassVar, NoReturn

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from tests.barrier.cast import CLEARANCES, ELSEWHERE, PASSWORD, TALKS, B
from tests.barrier.talks import SECRET
from tests.barrier.worlds import Leak, Worlds

LOOK_AFTER = 50
HIS_PAGES = tuple(f"/{page}" for page in (
    f"en/case/{TALKS}/channel/", f"en/case/{TALKS}/record/", f"en/case/{TALKS}/table/", f"en/case/{TALKS}/calendar/table.ics",
    f"api/cases/{TALKS}/channel", "en/?all", f"en/case/{TALKS}/channel/?q={SECRET}",
))  # fmt: skip
"""What tells him most: asked after every tenth act beside; after every one where a leak was planted."""


class Caught(BaseException):
    """What differed; raised past Hypothesis, which would try the same again, where one finding is all that is wanted."""


_dice = st.integers(0, 2**16)
_words = st.sampled_from((
    "We could wait three days", "When may the doctors pass", "Shall the list be shorter", "Our answer comes on Monday",
    "The road stays open until noon", "هل تقبلون يومين إضافيين", "ننتظر ردكم قبل المساء",
))  # fmt: skip


class Barrier(RuleBasedStateMachine):
    """One run of acts. `worlds` is put here before it runs."""

    worlds: ClassVar[Worlds]
    once: ClassVar[bool] = False
    """Nothing more is tried once something differed."""
    acts: ClassVar[int] = 0
    looks: ClassVar[int] = 0
    statuses: ClassVar[Counter[int]] = Counter()
    kinds: ClassVar[Counter[str]] = Counter()
    """In which manners he asked, and how often he was answered with a page (200) in each."""
    opened: ClassVar[Counter[str]] = Counter()
    """Which addresses gave him a page, by their names; and which acts of the interface were done."""
    found: ClassVar[list[str]] = []
    """What differed, in the order it was found: Hypothesis goes on to look for a shorter way there."""
    done: ClassVar[tuple[Counter[str], Counter[str]]] = (Counter(), Counter())

    def __init__(self) -> None:
        super().__init__()
        self.n = 0
        self.turn = self.first = 0
        self.names: dict[str, list[str]] = {}
        self.last: tuple[str, str] | None = None
        self.whole = True
        self.taken_at: int | None = None
        self.worlds.tell("begin")

    @initialize(turn=st.integers(0, 999))
    def enters(self, turn: int) -> None:
        """`turn`: which of the names that can stand in an address are tried first."""
        self.turn = self.first = turn
        self._alike("sign_in", B, PASSWORD, as_who="B")

    # how a step is done

    def _alike(self, what: str, *given: Any, **named: Any) -> Any:
        try:
            return self.worlds.alike(what, *given, **named)
        except Exception as found:
            self._stop(found)

    def _tell_each(self, told: str, first: dict[str, Any], second: dict[str, Any]) -> tuple[Any, Any]:
        try:
            return self.worlds.tell_each(told, first, second)
        except Exception as found:
            self._stop(found)

    def _stop(self, found: Exception) -> NoReturn:
        """Nothing more is looked at in this run."""
        self.whole = False
        self.found.append(str(found))
        if self.once and isinstance(found, Leak):
            raise Caught(str(found))
        raise found

    def _do(self, what: str, first: dict[str, Any], second: dict[str, Any] | None = None) -> None:
        """Something that crosses or that B does. What came of it is the same in both worlds."""
        given = {"what": what, "n": self.n}
        one, two = self._tell_each("do", given | first, given | (second or first))
        if one != two:
            self._stop(Leak(f"{what} {first}: {one} | {two}"))

    def _after(self) -> None:
        """One more act is done: what B used last is still the same; and now and then all of it."""
        self.n += 1
        type(self).acts += 1
        self.worlds.tell("move", 7)  # each act at an hour of its own
        if self.taken_at is not None and self.n - self.taken_at > 2:
            self.taken_at = None
            self._do("given", {"held": True})
        if self.last is not None:
            self._alike("ask", "B", *self.last)
        if self.once or self.n % 10 == 0:
            for path in HIS_PAGES:
                self._alike("ask", "B", "get", path)
        if self.n % 10 == 0:
            self.names = self.worlds.names()
        if self.n % LOOK_AFTER == 0:
            self._look()

    def _look(self) -> None:
        self.worlds.tell("move", 90)  # the tries of a minute ago are forgotten
        self._alike("sign_in", B, PASSWORD, as_who="B")
        for who in ("reef-officer", "coast-delegate", B):  # the first stands in one world only
            self._alike("sign_in", who, "a wrong password", as_who="nobody")
        for pick in range(3):
            self._alike("command", 3 * self.turn + pick)
        try:
            for status, kind, name in self.worlds.all_alike(self.turn):
                self.statuses[status] += 1
                self.kinds[kind] += 1
                if status == 200:
                    self.kinds[f"{kind}, answered with a page"] += 1
                    self.opened[f"{name}, done" if "to an act" in kind else name] += 1
        except Exception as found:
            self._stop(found)
        self.turn += 1
        type(self).looks += 1

    def teardown(self) -> None:
        try:
            if self.whole and self.n % LOOK_AFTER:
                self._look()
            for mine, counted in zip(self.done, self.worlds.tell("counts"), strict=True):
                mine.update(counted)
        finally:
            self.worlds.tell("end")

    @rule()
    def a_day_like_any(self) -> None:
        """By turns one of everything there is: whatever else is drawn, each act is done, and in the second world more."""
        n, kind = self.n, self.n % 3
        if kind == 0:
            what, first, second = self._next_of_all(n)
            self._do(what, first, second)
        elif kind == 1:
            told = {"what": ELSEWHERE[(n // 3 + self.first) % len(ELSEWHERE)], "dice": n}
            self._tell_each("elsewhere", told | {"times": n % 2}, told | {"times": 2})
            self._alike("sign_in", B, "a wrong password", as_who="nobody")
            letters = {"what": "letters", "dice": n}  # another line's letter is due when his own is
            self._tell_each("elsewhere", letters | {"times": 0}, letters | {"times": 1})
            page = ("channel/", "channel/write/")[n // 3 % 2]
            self._alike("fill", "B", f"/en/case/{TALKS}/{page}", n, "The doctors take the road.", but=("door_map",))
            if n // 3 % 4 == 1:
                self._is_kept_out(n)
        elif n % 4:
            self.worlds.tell("move", 200)
            self._do("leave", {})
        else:
            self._goes_by(1900)
        self._after()

    def _is_kept_out(self, n: int) -> None:
        """He mistypes his password too often, and is kept out for a minute at the most; how many others do tells nothing of how
        long: not while he waits, and not when his time has come."""
        for _ in range(6):
            self._alike("sign_in", B, "a wrong password", as_who="nobody")
        others = {"what": "doors", "dice": n}
        for seconds in (0, 60):
            self.worlds.tell("move", seconds)
            self._tell_each("elsewhere", others | {"times": 0}, others | {"times": 3})
            self._alike("sign_in", B, PASSWORD, as_who="nobody")
        self._alike("sign_out", "nobody")

    def _next_of_all(self, n: int) -> tuple[str, dict[str, Any], dict[str, Any]]:
        """What comes next of all that crosses and all that B does, as told to each world."""
        one, two = {"dice": 4099 * n}, {"dice": 4099 * n + 1}
        release = {"words": f"They would wait {n} days", "lent": n % 2 == 0, "encloses": True}
        text = {"words": f"Within {n} metres."}
        alike: tuple[tuple[str, dict[str, Any]], ...] = (
            ("letter", {"words": (f"Number {n}.",)}), ("taken_down", {"words": f"Room {n}."}),
            ("say", {"words": ("The doctors take the road to the room.",), "clearance": "theirs"}),
            ("clear", {"clearance": "ours"}),
            ("posted", {"words": f"We meet in room {n}."}), ("seen", {}), ("second_factor", {}),
            ("refused", {"elsewhere": ("reef", "coast", "nowhere")[n // 3 % 3]}), ("given", {"held": False}),
            ("hand_in", {"clearance": CLEARANCES[n % 4]}), ("new_password", {}),
        )  # fmt: skip
        turn = (n // 3 + self.first) % (len(alike) + 4)
        if turn == 0:
            return "release", release | one, release | two
        if turn < 3:
            return ("", "defined", "worded")[turn], text | one, text | two
        if turn == 3:
            put = {"words": f"Put to both, number {n}.", "asks": n % 4 > 1}
            return "offered", put | one, put | two
        what, told = alike[turn - 4]
        if what == "given" and self.taken_at is None:
            self.taken_at = n
        return what, told, told

    # everything else: in each world its own

    @rule(whats=st.lists(st.sampled_from(ELSEWHERE), min_size=1, max_size=3), dice=_dice, which=st.integers(0, 1))
    def one_is_busy(self, whats: list[str], dice: int, which: int) -> None:
        for what in whats:
            told = {"what": what, "dice": dice}
            times = [{"times": 0}, {"times": 0}]
            times[which] = {"times": 2}
            self._tell_each("elsewhere", told | times[0], told | times[1])
        self._after()

    # what crosses

    @rule(words=_words, days=st.integers(1, 99), lent=st.booleans(), encloses=st.booleans(), one=_dice, two=_dice)
    def release(self, words: str, days: int, lent: bool, encloses: bool, one: int, two: int) -> None:
        told = {"words": f"{words} ({days})", "lent": lent, "encloses": encloses}
        self._do("release", told | {"dice": one}, told | {"dice": two})
        self._after()

    @rule(words=_words, n=st.integers(1, 99))
    def letter(self, words: str, n: int) -> None:
        self._do("letter", {"words": (words, f"Number {n}.")})
        self._after()

    @rule(words=_words)
    def taken_down(self, words: str) -> None:
        self._do("taken_down", {"words": words})
        self._after()

    @rule(n=st.integers(1, 99))
    def posted(self, n: int) -> None:
        self._do("posted", {"words": f"A meeting is held tomorrow in room {n}."})
        self._after()

    @rule(one=_dice, two=_dice, metres=st.integers(1, 9999))
    def defined(self, one: int, two: int, metres: int) -> None:
        told = {"words": f"No fire within {metres} metres."}
        self._do("defined", told | {"dice": one}, told | {"dice": two})
        self._after()

    @rule(one=_dice, two=_dice, words=_words, n=st.integers(1, 99))
    def worded(self, one: int, two: int, words: str, n: int) -> None:
        told = {"words": f"{words}: {n}"}
        self._do("worded", told | {"dice": one}, told | {"dice": two})
        self._after()

    @rule(one=_dice, two=_dice, words=_words, asks=st.booleans())
    def offered(self, one: int, two: int, words: str, asks: bool) -> None:
        told = {"words": f"{words}: both of you", "asks": asks}
        self._do("offered", told | {"dice": one}, told | {"dice": two})
        self._after()

    @rule()
    def taken_from_him(self) -> None:
        if self.taken_at is None:
            self.taken_at = self.n
            self._do("given", {"held": False})
        self._after()

    @rule(seconds=st.sampled_from((1, 59, 301, 301, 301, 1900, 86_400)))
    def time_goes_by(self, seconds: int) -> None:
        self._goes_by(seconds)
        self._after()

    def _goes_by(self, seconds: int) -> None:
        self.worlds.tell("move", seconds)
        self._do("leave", {})
        if seconds > 1000:
            # somebody else is at work while he is away for too long
            others = {"what": "doors", "dice": seconds + self.n}
            self._tell_each("elsewhere", others | {"times": 0}, others | {"times": 1})
            self._alike("ask", "B", "get", f"/en/case/{TALKS}/channel/")
            self._alike("sign_in", B, PASSWORD, as_who="B")

    # what B does

    @rule(pick=_dice, sends=st.booleans())
    def visits(self, pick: int, sends: bool) -> None:
        method, path, _ = self._alike("visit", pick, self.names, sends=sends)
        if method == "get":
            self.last = method, path
        self._after()

    @rule(page=st.sampled_from(("channel/", "channel/", "channel/write/", "channel/write/", "record/", "table/", "calendar/")),
          dice=_dice, words=_words)  # fmt: skip
    def fills_in_a_form(self, page: str, dice: int, words: str) -> None:
        self._alike("fill", "B", f"/{('en', 'ar')[dice % 2]}/case/{TALKS}/{page}", dice, words)
        self._after()

    @rule()
    def has_a_second_factor(self) -> None:
        self._do("second_factor", {})
        self._after()

    @rule(clearance=st.sampled_from(CLEARANCES))
    def hands_in(self, clearance: str) -> None:
        self._do("hand_in", {"clearance": clearance})
        self._after()

    @rule()
    def has_lost_his_password(self) -> None:
        self._do("new_password", {})
        self._after()

    @rule(dice=_dice)
    def minds_his_account(self, dice: int) -> None:
        page = ("account/", "account/second/", "account/second/app/", "account/second/keys/add/", "sign-in/again/")[
            dice % 5
        ]
        self._alike("fill", "B", f"/en/{page}", dice, "words", but=("password",))
        self._after()

    @rule(words=st.lists(_words, min_size=1, max_size=3), clearance=st.sampled_from(CLEARANCES))
    def says(self, words: list[str], clearance: str) -> None:
        self._do("say", {"words": tuple(words), "clearance": clearance})
        self._after()

    @rule(clearance=st.sampled_from(CLEARANCES))
    def clears(self, clearance: str) -> None:
        self._do("clear", {"clearance": clearance})
        self._after()

    @rule()
    def has_seen(self) -> None:
        self._do("seen", {})
        self._after()

    @rule(line=st.sampled_from(("coast", "reef", "nowhere", "quiet")))
    def is_refused(self, line: str) -> None:
        self._do("refused", {"elsewhere": line})
        self._after()

    @rule(again=st.booleans())
    def goes_and_comes(self, again: bool) -> None:
        self._alike("sign_out")
        if not again:
            self._alike("ask", "B", "get", "/en/case/quiet/table/")
        self._alike("sign_in", B, PASSWORD, as_who="B")
        self._after()

    @rule(
        who=st.sampled_from((B, "coast-delegate", "reef-officer", "second-analyst", "nobody-at-all")),
        times=st.integers(1, 3),
    )
    def is_at_the_door(self, who: str, times: int) -> None:
        for _ in range(times):
            self._alike("sign_in", who, "a wrong password", as_who="nobody")
        self._after()

    @rule(pick=_dice)
    def at_the_terminal(self, pick: int) -> None:
        self._alike("command", pick)
        self._after()


def _elsewhere(what: str) -> Any:
    def elsewhere(self: Barrier, dice: int, first: int, second: int) -> None:
        told = {"what": what, "dice": dice}
        self._tell_each("elsewhere", told | {"times": first}, told | {"times": second})
        self._after()

    elsewhere.__name__ = f"elsewhere_{what}"  # so that acts that led to a difference can be done again
    return rule(dice=_dice, first=st.integers(0, 2), second=st.integers(0, 3))(elsewhere)


for _what in ELSEWHERE:
    setattr(Barrier, f"elsewhere_{_what}", _elsewhere(_what))


def days(run: type[Barrier], acts: int, first: int) -> None:
    """So many acts of a day like any, nothing drawn: everything there is in its turn, beginning with another for each `first`."""
    machine = run()
    try:
        machine.enters(turn=first)
        for _ in range(acts):
            machine.a_day_like_any()
    finally:
        machine.teardown()


def counted(worlds: Worlds, *, once: bool = False) -> type[Barrier]:
    """The machine on these worlds, with counts of its own."""
    own: dict[str, Any] = {
        "worlds": worlds, "once": once, "acts": 0, "looks": 0, "statuses": Counter(), "kinds": Counter(), "opened": Counter(),
        "found": [],
    }  # fmt: skip
    return type("Barrier", (Barrier,), own | {"done": (Counter(), Counter())})
