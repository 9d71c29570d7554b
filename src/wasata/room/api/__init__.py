"""The room's interface for programs: reading only, for whoever is signed in, by the same decisions as the pages."""
