"""Settings of the room: `base` for all, `room` for a running one (started by `wasata room`), `test` for the tests."""
