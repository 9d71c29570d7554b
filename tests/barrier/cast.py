"""Who and what both the test and its worlds know by name. Imports nothing of the product."""

B = "hills-delegate"
TALKS, PRESS_ONLY = "quiet", "open-talks"
KEPT = "WASATA_BARRIER_KEPT"
"""Set where persons keep the talks; else the room does."""
PASSWORD = "a long enough password 7"
CLEARANCES = ("theirs", "ours", "test", "none")
ELSEWHERE = (
    "lines", "contacts", "voices", "hearing", "letters", "relays", "answers", "forced", "bureau", "views", "ground", "press",
    "access", "cases", "doors", "breaks", "forms", "asks", "holders", "terms", "packages",
)  # fmt: skip
"""Everything that happens and is none of B's business; each is an act of `talks.ELSEWHERE`."""
