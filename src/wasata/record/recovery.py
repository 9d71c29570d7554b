"""Recovery: a key that nobody holds, in words of which two officers of three put it together.

Danger: the one officer who holds a line is gone, and his words with him; one officer alone who opens everything; words written
down wrongly and found out on the day they are needed.
Duty: split a pair's private half into shares, each thirty-three words to be written on paper, and put it together again from
any two. A share alone tells nothing of the key; a mistyped word is found.
Shape: SLIP-39 (`shamir-mnemonic`): one group, 2 of 3, no passphrase. The words are English in every language of the room: they
are letters to be copied, no text to be read.
"""

from collections.abc import Iterable
from typing import NamedTuple

from wasata.errors import RecoveryRefused
from wasata.record.person_key import Pair, PublicKey
from wasata.words import Key

NEEDED, SHARES = 2, 3
WORDS = 33
"""How many words a share has."""


class Share(NamedTuple):
    """One officer's part: `number` from 1, and its words with single spaces between them."""

    number: int
    words: str


def split(pair: Pair, *, needed: int = NEEDED, shares: int = SHARES) -> tuple[Share, ...]:
    """The shares of a pair: any `needed` of them open it, fewer tell nothing.

    Raises:
        ValueError: fewer than two are needed, or more than there are.
    """
    from shamir_mnemonic import shamir  # of the room's parts: who only reads and verifies needs none of it

    if not 2 <= needed <= shares <= 16:
        raise ValueError(f"{needed} of {shares}: at least two are needed, of at most sixteen")
    # the words are no password: what is slow for who guesses has nothing to guess at here
    (made,) = shamir.generate_mnemonics(1, [(needed, shares)], pair.private, iteration_exponent=0)
    return tuple(Share(number, words) for number, words in enumerate(made, 1))


def put_together(words: Iterable[str], public: PublicKey) -> Pair:
    """The pair that was split.

    Args:
        words: one share each, as typed: capitals and spaces as they come.
        public: of the key that is wanted.

    Raises:
        RecoveryRefused: a word is mistyped (`value` is the number of the share), the same share came twice, too few, shares of
            another key.
    """
    from shamir_mnemonic import MnemonicError, combine_mnemonics  # as in `split`
    from shamir_mnemonic import Share as Parsed

    known: dict[str, str] = {}
    parsed = []
    for number, one in enumerate(words, 1):
        told = " ".join(one.lower().split())
        try:
            parsed.append(Parsed.from_mnemonic(told))
        except MnemonicError:
            raise RecoveryRefused(why=Key("record.why.recovery_word"), value=number) from None
        known[told] = told
    if len({(p.identifier, p.extendable, p.group_index) for p in parsed}) > 1:
        raise RecoveryRefused(why=Key("record.why.recovery_other"), value=len(known))
    if not parsed or len(known) < parsed[0].member_threshold:
        raise RecoveryRefused(why=Key("record.why.recovery_few"), value=len(known))
    try:
        pair = Pair(combine_mnemonics(list(known)[: parsed[0].member_threshold]))
    except (MnemonicError, ValueError):
        raise RecoveryRefused(why=Key("record.why.recovery_other"), value=len(known)) from None
    if pair.public != public:
        raise RecoveryRefused(why=Key("record.why.recovery_other"), value=len(known))
    return pair
