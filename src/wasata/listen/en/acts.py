"""Acts: what is done by saying it.

Danger: a denial taken for a plain saying.
Duty: the act follows the cue; a neutral cue gives way to what the words plainly do.
"""

import re
from functools import cache

from wasata.listen.en.grammar import words
from wasata.listen.en.parties import Parties
from wasata.listen.en.tokens import Tokens
from wasata.values import Act

_NEUTRAL = words(
    "agreed agree agrees said say says saying told tell tells telling added adds adding announced announces "
    "announcing declared declares declaring stated states stating wrote writes writing tweeted posted : according "
    "quoted claimed claims claiming reported continued explained replied responded - – —"
)

_DENY = (
    r"\b(?:(?:there (?:is|was) )?no (?:truth|basis|foundation) (?:to|in|for)|(?:is|was|are|"
    r"were) (?:completely |totally |entirely |categorically )?"
    r"(?:false|untrue|baseless|unfounded|fabricated|fake)|(?:had|has|have) nothing to do with|"
    r"never (?:happened|took place)|did not (?:target|attack|carry out))\b"
)
_REJECT = (
    r"\b(?:(?:will|would|shall|can|could) (?:not|never) (?:accept|agree|allow|negotiate|be part|surrender|bow|"
    r"yield|give in|compromise|tolerate|recogni[sz]e)|"
    r"(?:will|would) accept no|won't (?:accept|agree|allow|negotiate)|(?:is|are|was|were) (?:unacceptable|"
    r"not acceptable|out of the question|off the table)|"
    r"there (?:will|would) be no (?:deal|talks|negotiations?|agreement|ceasefire|truce)|no (?:deal|talks|"
    r"negotiations?|exchange) (?:until|unless|before|while)|"
    r"(?:it|they|he|she|we) (?:(?:had|has|have) )?(?:rejected|refused? to)|"
    r"(?:does|did|do) not (?:accept|agree to|support|want to|plan to|intend to)|"
    r"(?:will|would) (?:release|make|give|offer|sign|hold|free|cede) no\b|non-starter|"
    r"will (?:not|never) (?:release|reach|sign|free|withdraw|meet|attend|give up|hand over)|"
    r"would (?:not|never) (?:release|reach|sign|free|withdraw|meet|attend|give up|hand over)|"
    r"(?:is|are|was|"
    r"were) not (?:ready|willing|prepared) to|we refuse to)\b"
)
_DEMAND = (
    r"\b(?:must|should|ought to|needs? to|(?:is|was) time (?:to|for)|call(?:s|ed)? (?:on|for)|"
    r"demand(?:s|ed)? (?:that|to|an?|the|its|his|her|their|all|more|no|immediate|full|guarantees)|"
    r"(?:wants?|wanted) .{1,60} to be|"
    r"it (?:is|was) (?:essential|imperative|vital|critical|crucial|urgent|necessary) (?:that|to|for)|we urge|"
    r"let us)\b"
)
_WARN = (
    r"\b(?:will|would|could|may|might|risk(?:s|ed|ing)?)\b.{0,60}\b(?:worse|catastroph\w*|disaster\w*|"
    r"collapse|famine|starv\w+|bloodbath|"
    r"humanitarian crisis|breach of|blatant|wider war|spill over|spiral|consequences|out of control|"
    r"deteriorat\w+|run out|grave)\b"
)
_THREAT = (
    r"\b(?:will|would|shall) (?:pay|respond with|strike|retaliate|destroy|crush|hunt|bomb|attack|not hesitate|"
    r"face (?:severe|grave|harsh|serious)|regret|resume (?:fighting|the war|military))\b"
)
_OFFER = (
    r"\b(?:(?:is|are|was|were|stands?|stood|remains?|remained) (?:ready|prepared|willing) to|"
    r"(?<!not )(?:ready|readiness|willing|willingness|prepared) to "
    r"(?:host|mediate|help|release|negotiate|extend|free|repeat|provide|send|talk|discuss|resume|hold)|"
    r"(?:is|are|was|were|remains?|remained) (?:still )?open to (?:\w+ ){0,2}(?:talks|negotiations?|dialogue)|"
    r"offer(?:s|ed) to|(?:has|have|had) (?:proposed|offered|put forward|presented))\b"
)
_ACCEPT = (
    r"\b(?:(?:it|they|he|she|we) (?:(?:has|have|had) )?(?:accepted|agreed to|approved)|accept(?:s|"
    r"ed)? the (?:proposal|deal|offer|plan|truce|ceasefire))\b"
)
_ACCUSE = (
    r"\b(?:(?:had|has|have) (?:failed|refused|violated|breached|broken|reneged|sabotaged|obstructed|blocked|"
    r"committed)|"
    r"(?:is|are|was|were) (?:responsible for|to blame|guilty|complicit|lying|stalling|obstructing|sabotaging|"
    r"committing|using .{1,40} as human shields)|"
    r"(?:complicit in|war crimes?|did not (?:fulfil|fulfill|honou?r|respect|abide)|genocide|ethnic cleansing|"
    r"deliberately (?!refrain|avoid|not )|violat(?:ed|ing) the|breach(?:ed|ing) the|"
    r"(?:violations?|breach(?:es)?) of (?:the )?\w+|"
    r"(?:spies|spying|working) for|marginali[sz]ation|atrocit(?:y|ies)|human shields?))\b"
)
_EXPECT = (
    r"^(?!the |an? |its? |his |her |their )(?:\w+ )?(?:hoped?|hopes|expects?|expected|"
    r"(?:is|was|are|were) (?:hopeful|optimistic|confident))\b|"
    r"\b(?:he|she|it|they|we|i) (?:hopes?|hoped|expects?|expected)\b"
)
_THANK = r"\b(?:thank(?:s(?! to\b)|ed)?|grateful|gratitude|appreciat(?:es?|ed|ion))\b"

_ORDER: tuple[tuple[Act, frozenset[str], str], ...] = (
    ("deny", words("false untrue baseless unfounded fabricated fake nothing never no target attack carry"), _DENY),
    (
        "offer",
        words("open ready prepared willing readiness willingness offer offers offered proposed put presented"),
        _OFFER,
    ),
    ("warn", words("will would could may might risk risks risked risking"), _WARN),
    ("threaten", words("will would shall"), _THREAT),
    (
        "reject",
        words("not never no won't unacceptable out off rejected refused refuse refuses non-starter"),
        _REJECT,
    ),
    (
        "demand",
        words(
            "must should ought need needs time call calls called demand demands demanded want wants wanted it urge let"
        ),
        _DEMAND,
    ),
    ("accept", words("accepted agreed approved accept accepts"), _ACCEPT),
    (
        "accuse",
        words(
            "failed refused violated breached broken reneged sabotaged obstructed blocked committed responsible blame "
            "guilty complicit lying stalling obstructing sabotaging committing using war crimes crime not genocide "
            "ethnic deliberately violating breaching violation violations breach breaches spies spying working "
            "marginalisation marginalization atrocity atrocities shields"
        ),
        _ACCUSE,
    ),
    ("expect", words("hope hopes hoped expect expects expected hopeful optimistic confident"), _EXPECT),
    ("thank", words("thank thanks thanked grateful gratitude appreciate appreciates appreciated appreciation"), _THANK),
)
"""Acts that show in the words, the surest first; each with the words without which its pattern cannot match."""

_WRONGS = words("not failed attack attacked attacking killed violated violating")
_TELLING = _WRONGS.union(*(needed for _, needed, _ in _ORDER))
"""The words without which what is said is a plain saying."""

_MERIT = r"\b(?:work|efforts?|role|contributions?|leadership|sacrifices?|courage|partnership)\b"
_CHARGE = r"\b(?:accusations?|allegations?|charges?|claims?|statements?|reports?)\b"
_NAMED_WRONG = r"\b(?:violations?|aggression|crimes?|massacres?|genocid\w+|terroris\w+|atrocit\w+|barbaric|treason)\b"
_NAMING = words(
    "describe describes described describing call calls called calling characterize characterizes characterized "
    "characterise characterised label labels labelled labeled brand brands branded branding"
)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern made when first needed: most reports need few of them, and reading starts sooner."""
    return re.compile(pattern)


def act_of(act: Act, t: Tokens, i: int, j: int, cue: str, speaker: str | None, parties: Parties) -> Act:
    """The act of a cue with the words i..j as its content."""
    if cue in ("recognize", "recognise", "recognized", "recognised"):
        return "thank" if _compiled(_MERIT).search(" ".join(t.low[i : min(j, i + 6)])) else act
    if act == "reject" and _compiled(_CHARGE).search(" ".join(t.low[i : min(j, i + 5)])):
        return "deny"
    if cue.startswith("insist") and (t.low[i - 1] == "on" or "must" in t.low[i : min(j, i + 12)]):
        return "demand"
    if cue.startswith("claim") and t.low[i] == "responsibility":
        return "confirm"
    if cue in _NAMING and act == "say":
        named = t.page.folded.text[t.a[i] : t.b[j - 1]].lower()[:400]
        if "non-starter" in named or "out of the question" in named:
            return "reject"
        tail = named[named.find(" as ") + 1 :] if " as " in named else named[-60:]
        return "accuse" if _compiled(_NAMED_WRONG).search(tail) else act
    if act != "say" or cue not in _NEUTRAL:
        return act
    present = _TELLING.intersection(t.low[i : min(j, i + 70)])
    if not present and cue not in ("claimed", "claims", "claiming"):
        return "say"
    told = ""
    for name, needed, pattern in _ORDER:
        if needed.isdisjoint(present):
            continue
        told = told or t.page.folded.text[t.a[i] : t.b[j - 1]].lower()[:400]
        m = _compiled(pattern).search(told)
        if m is None:
            continue
        if name == "accuse" and m.start() > 70:
            continue
        if name == "accuse":
            others = [p for p in parties.all(i, j) if p != speaker]
            if not others:
                continue
        return name
    if (
        cue in ("claimed", "claims", "claiming")
        and [p for p in parties.all(i, j) if p != speaker and p]
        and not _WRONGS.isdisjoint(present)
    ):
        return "accuse"
    return "say"
