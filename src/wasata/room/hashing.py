"""How passwords are hashed: Django's Argon2, and no more work at a try than a hash of ours was ever made with.

Danger: one row of the table of people, spoilt or changed, that asks for gigabytes at the next try of a password: the room stands
still for everybody.
Duty: what a row asks beyond the bound is not computed. It opens for no password; the keeper reads in the log what to do.
Shape: `settings.PASSWORD_HASHERS`; of a row nothing is logged.
"""

import logging

from django.contrib.auth.hashers import Argon2PasswordHasher

MOST_PASSES, MOST_MEMORY, MOST_LANES = 8, 256 * 1024, 16
"""Passes, KiB, threads: Django's own hash asks for 2, 100 MiB and 8."""
log = logging.getLogger("wasata.room")


class Bounded(Argon2PasswordHasher):
    """Under the same name as Django's: what that one made opens."""

    def verify(self, password: str, encoded: str) -> bool:
        """Whether it is this password; False without a try where the row asks for too much, or is no hash at all."""
        try:
            asked = self.decode(encoded)["params"]
            few = (
                asked.time_cost <= MOST_PASSES and asked.memory_cost <= MOST_MEMORY and asked.parallelism <= MOST_LANES
            )
        except (ValueError, AssertionError):
            few = False
        if not few:
            log.error(
                "a row of the table of people asks for more work than any hash of ours, and is not tried:"
                " bring the table back from a copy, or give that person a new password: wasata room --person NAME"
            )
            return False
        return bool(super().verify(password, encoded))

    def must_update(self, encoded: str) -> bool:
        """No row is made anew that was not opened."""
        try:
            return bool(super().must_update(encoded))
        except (ValueError, AssertionError):  # no hash: `verify` refuses it
            return False
