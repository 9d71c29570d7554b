"""The acts of the talks through the interface, a module each noun: see `acting`."""
