"""A double yes: both sides are asked in confidence, and only a yes of all is ever known.

Danger: a side that says yes alone, and is known to have said so; an answer that is changed after the other was seen.
Duty: an answer as a commitment that tells nothing; what came of it at the close, of which "somebody said no" and "somebody
did not answer" are one; on a yes of all the proof, for each side, that no answer was changed.
Shape: pure. The commitment is the SHA-256 of canonical words, in which a random number of 32 bytes hides the answer:

    {"acceptance":1,"answer":"yes","asked":"<name>","salt":"<64 hex>","side":"<name>","text":"<digest of the package's words>"}
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Answer = Literal["yes", "no"]
Outcome = Literal["agreed", "not_agreed"]
SALT = 32


@dataclass(frozen=True, slots=True)
class Opened:
    """An answer with all that its commitment was made of."""

    asked: str
    text: str
    side: str
    answer: Answer
    salt: str

    @property
    def commitment(self) -> str:
        """The digest that stood in the side's channel before the close, 64 hex digits."""
        told = {
            "acceptance": 1,
            "answer": self.answer,
            "asked": self.asked,
            "salt": self.salt,
            "side": self.side,
            "text": self.text,
        }
        words = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def digest_of(words: Mapping[str, str]) -> str:
    """The digest of what was put, in each language: a side sees by it that the other was asked about the same words."""
    told = json.dumps(dict(words), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def outcome(asked: frozenset[str], answers: Mapping[str, Answer]) -> Outcome:
    """What is told at the close: a yes of all, or not. Whether somebody refused or never answered is not told to anybody."""
    return "agreed" if asked and all(answers.get(side) == "yes" for side in asked) else "not_agreed"


def changed(opened: Mapping[str, Opened], committed: Mapping[str, str], asked: str, text: str) -> tuple[str, ...]:
    """The sides whose opened answer is not the one they committed to, or was to another question: none where all is well.

    Args:
        opened: by side, what was opened on the table.
        committed: by side, the commitment as it stood before the close; a party holds its own, the auditor all.
    """
    found = []
    for side, commitment in committed.items():
        one = opened.get(side)
        if one is None or (one.side, one.asked, one.text) != (side, asked, text) or one.commitment != commitment:
            found.append(side)
    return tuple(sorted(found))
