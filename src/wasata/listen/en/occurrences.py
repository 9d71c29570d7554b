"""Occurrences: every way of speaking of an event, and which words must stand together for it.

Danger: mention taken for event.
Duty: the rules; each names an anchor class of words, a class near it, how far, and a check of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wasata.listen.en import event_checks as e
from wasata.listen.en import holding_checks as h
from wasata.listen.en import killing_checks as kill
from wasata.listen.en import leave_checks as leave
from wasata.listen.en import release_checks as r
from wasata.listen.en import talk_checks as k
from wasata.listen.en import visit_checks as v
from wasata.listen.en import war_checks as w
from wasata.listen.en.event_words import Trigger
from wasata.values import EventKind, Status


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of speaking of an event."""

    name: str
    kind: EventKind
    anchor: str
    near: str = ""
    reach: int = 8
    default: Status = "happened"
    after: bool = False  # the near word comes after the anchor
    before: bool = False
    mark_near: bool = False  # the standing is that of the near word
    check: Callable[[Sequence[str], Trigger], bool] | None = None
    status: str = ""  # "fixed": always the default
    deniable: bool = True
    each: bool = False  # every near word after the anchor is asked, not only the nearest
    needs: str = ""  # a class of which a word must stand in the sentence, wherever: without it the check never holds


RULES: tuple[Rule, ...] = (
    Rule("truce-takes-effect", "truce_start", "truce", "begin", 9, check=e.takes_effect, mark_near=True),
    Rule("truce-holds", "truce_start", "truce", "lasts", 10, "ongoing", check=h.lasts, after=True, mark_near=True),
    Rule("truce-asked", "truce_start", "truce", "seek_truce", 8, "possible", before=True, check=e.wanted),
    Rule(
        "truce-declared",
        "truce_start",
        "truce",
        "seek_truce",
        6,
        before=True,
        check=e.declared,
        mark_near=True,
        needs="declaring",
    ),
    Rule("truce-begins-at-last", "truce_start", "truce", check=e.begins_past_aside, status="fixed", needs="began"),
    Rule("deal-in-effect", "truce_start", "deal", "begin", 16, check=e.in_deal, mark_near=True, after=True),
    Rule(
        "one-sided-halt", "truce_start", "ceasing", "fire", 5, "possible", check=e.one_halts, after=True, deniable=False
    ),
    Rule("during-a-pause", "truce_start", "truce", check=e.during_a_pause, status="fixed", needs="during"),
    Rule("has-halted", "truce_start", "ceasing", "fire", 5, check=e.has_halted, after=True),
    Rule("deal-extended", "truce_extension", "extend", "deal", 4, check=e.extends_deal, after=True),
    Rule("extended-it", "truce_extension", "prolong", check=e.extends_it),
    Rule("remains-in-force", "truce_extension", "truce", "begin", 12, "planned", check=e.stays, after=True),
    Rule("extended", "truce_extension", "extend", "truce", 12, check=e.extends),
    Rule("breach", "truce_violation", "breach", "truce", 9, check=e.breaks),
    Rule("violation-of-it", "truce_violation", "breach", "truce", 14, after=True, check=e.violation_of),
    Rule("breaches-of-it", "truce_violation", "breach", "truce", 14, before=True, check=e.breaches_of),
    Rule("breach-of-deal", "truce_violation", "breach", "deal", 7, check=e.breaks),
    Rule("not-fulfilled", "truce_violation", "fulfil", "deal", 8, check=e.failing, status="fixed"),
    Rule("not-respected", "truce_violation", "fulfil", "truce", 8, check=e.failing, status="fixed"),
    Rule("it-ends", "truce_end", "expired", check=e.it_ends),
    Rule("truce-ends", "truce_end", "truce", "expire", 9, check=e.ends, mark_near=True),
    Rule("freed", "release", "free", "captive", 10, check=r.of_people),
    Rule("freed-someone", "release", "free_sure", "someone", 7, check=r.of_someone),
    Rule("were-freed", "release", "freed", check=r.were_freed),
    Rule("handed-over", "release", "handed", check=r.were_handed),
    Rule("in-exchange-for", "release", "free", check=r.in_return_for),
    Rule("swap-told", "release", "swap", check=w.swap_told, status="fixed"),
    Rule("the-let-go", "release", "let_go", check=w.the_let_go, status="fixed"),
    Rule("their-release", "release", "release", check=r.own_release),
    Rule("more-releases", "release", "releases", check=r.releases_again),
    Rule("release-of", "release", "releasing", check=r.release_of),
    Rule("their-return", "release", "returning", check=r.own_return),
    Rule("brought-home", "release", "bring", check=r.back_home, needs="home"),
    Rule("the-freed", "release", "freed", check=r.the_freed, status="fixed"),
    Rule("lists", "list_exchange", "lists", "names", 8, check=r.list_given),
    Rule("aid-moves", "aid_delivery", "aid", "aid_move", 8, check=e.aid_moves, mark_near=True),
    Rule("aid-stuck", "aid_obstructed", "aid_sure", "block", 7, check=e.aid_stuck, mark_near=True),
    Rule("access-kept", "aid_obstructed", "kept", check=e.no_access, needs="access"),
    Rule("told-to-leave", "evacuation", "go_away", "", 0, "possible", check=leave.told_to_leave, status="fixed"),
    Rule("evacuated", "evacuation", "evacuate", check=leave.evacuated),
    Rule("evacuation-ahead", "evacuation", "evacuate", "", 0, "planned", check=leave.evacuation_ahead),
    Rule("violence", "attack", "attack", check=e.violence),
    Rule("blow", "attack", "strike", check=e.armed),
    Rule("killed", "attack", "kill", check=kill.killed_by, deniable=False),
    Rule("takes-ground", "attack", "take", "ground", 7, check=w.takes_ground, after=True, deniable=False),
    Rule("ground-taken", "attack", "ground", "take", 8, check=w.ground_taken, after=True, mark_near=True),
    Rule("war-breaks-out", "attack", "clash", check=w.breaks_out, needs="flaring"),
    Rule("fought", "attack", "fought", check=w.fights, deniable=False),
    Rule("shots-traded", "attack", "shots", check=w.shots_traded),
    Rule("atrocities", "attack", "atrocity", check=w.atrocities_by),
    Rule("escalated", "escalation", "escalate", check=w.seriously),
    Rule("more-war", "escalation", "more", "war", 5, check=w.of_war),
    Rule("lines-cut", "blackout", "lines", "dark", 6, check=w.dark, mark_near=True),
    Rule("truce-collapsed", "truce_end", "truce", "expire", 20, check=e.has_collapsed, after=True, mark_near=True),
    Rule("talks-go-on", "talks_continue", "talks", "continue", 8, check=k.in_talks, mark_near=True),
    Rule(
        "talks-between-go-on",
        "talks_continue",
        "talking",
        "going_on",
        30,
        check=k.between_them,
        after=True,
        mark_near=True,
        each=True,
    ),
    Rule("during-talks", "talks_continue", "talking", check=k.amid_talks, status="fixed"),
    Rule("messages", "talks_continue", "pass", "message", 3, after=True),
    Rule("talks-slow", "talks_slow", "talks", "slow", 15, check=k.slowly, mark_near=True),
    Rule("messages-slow", "talks_slow", "message", "slow", 12, check=k.slowly, mark_near=True),
    Rule("talks-off", "talks_suspended", "talks", "suspend", 13, check=k.off, mark_near=True),
    Rule(
        "talks-between-off",
        "talks_suspended",
        "talking",
        "broken_off",
        30,
        check=k.between_them,
        after=True,
        mark_near=True,
        each=True,
    ),
    Rule(
        "talks-between-on-again",
        "talks_resumed",
        "talking",
        "begun_again",
        30,
        check=k.between_them,
        after=True,
        mark_near=True,
        each=True,
    ),
    Rule("agree-to-talks", "talks_resumed", "pact", "talks", 4, "planned", check=k.to_talks, after=True),
    Rule(
        "talks-sought",
        "talks_resumed",
        "talks",
        "seek_talks",
        5,
        "possible",
        before=True,
        check=w.talks_sought,
        status="fixed",
    ),
    Rule("talks-on-again", "talks_resumed", "talks", "resume", 8, check=k.on_again, mark_near=True),
    Rule("to-the-table", "talks_resumed", "table", "", 0, "possible", check=w.to_the_table, needs="the_table"),
    Rule("back-to-table", "talks_resumed", "resume", check=k.at_table, needs="the_table"),
    Rule("arrives", "delegation_arrives", "delegation", "arrive", 8, check=v.goes, mark_near=True),
    Rule("reaches-capital", "delegation_arrives", "landed", check=v.lands),
    Rule("comes-for-talks", "delegation_arrives", "travel", check=v.for_talks),
    Rule("own-visit", "delegation_arrives", "visit", check=v.own_visit),
    Rule("goes-home", "delegation_leaves", "delegation", "leave", 8, check=v.goes_home, mark_near=True),
    Rule("meets", "contact", "contact", check=v.meets),
    Rule("in-touch", "contact", "touch", check=w.in_touch),
    Rule("attends", "contact", "attend", "session", 5, check=v.attends, after=True),
    Rule("puts-forward", "proposal", "propose", "plan", 8, check=k.puts, after=True),
    Rule("its-proposal", "proposal", "proposal", check=w.of_a_nation, status="fixed"),
    Rule("was-put-forward", "proposal", "put", check=k.was_put, needs="forward"),
    Rule("proposes", "proposal", "proposing", check=k.proposes),
    Rule("says-yes", "acceptance", "accept", "plan", 8, check=k.says_yes, after=True),
    Rule("says-yes-to-more", "acceptance", "accept", "extend", 5, check=k.says_yes, after=True),
    Rule("says-no", "rejection", "reject", check=k.says_no),
    Rule("does-not-want", "rejection", "unwilling", check=w.does_not_want, status="fixed"),
    Rule("will-not", "rejection", "wont", check=w.will_not, status="fixed", needs="will"),
    Rule("will-not-accept", "rejection", "yes", check=k.wont, status="fixed"),
    Rule("condition", "condition", "only", check=k.only_if, status="fixed"),
    Rule("deal-reached", "agreement", "deal", "agree", 7, check=k.reached, mark_near=True),
    Rule(
        "deal-was-reached", "agreement", "deal", "agree", 18, check=k.was_reached, after=True, mark_near=True, each=True
    ),
    Rule("truce-signed", "agreement", "truce", "agree", 6, check=k.signed, mark_near=True, needs="signing"),
    Rule(
        "swap-sealed",
        "agreement",
        "release",
        "agree",
        4,
        before=True,
        check=k.swap_sealed,
        mark_near=True,
        needs="sealing",
    ),
    Rule("deal-between", "agreement", "deal", check=w.deal_between, needs="between"),
    Rule("agreed-between", "agreement", "agreed", check=w.agreed_between, status="fixed"),
    Rule("deal-near", "agreement", "deal", "nearing", 7, "possible", check=k.nearly, after=True),
    Rule("two-agree", "agreement", "pact", check=k.two_agree, status="fixed"),
)
"""Every way of speaking of an event, with the name it gives its marks."""
