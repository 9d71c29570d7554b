"""The room's interface: questions for programs and people; acts for people who are signed in; by the decisions of the pages."""
