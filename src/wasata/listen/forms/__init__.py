"""The forms in which reports come: one module each, behind the one door `listen.intake`."""
