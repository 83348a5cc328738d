"""How much of a text is read: more than any programme needs, less than takes a process with it."""

MOST_CHARACTERS = 200_000

MOST_ITEMS = 2_000
