"""What packages above may want to hear. Sent inside the transaction."""

from blinker import signal

state_changed = signal("events.state_changed")
"""Sender: the Event, whose lifecycle or visibility is another now. `actor`: who has changed it."""

instants_asked = signal("events.instants_asked")
"""Sender: an Event. Whoever has told instants of it that its zone's rules have since moved answers True.

Sent outside of a transaction as well: nothing may be changed yet.
"""

instants_derived = signal("events.instants_derived")
"""Sender: an Event, locked, whose instants have just been derived anew from its wall clock."""

deleting = signal("events.deleting")
"""Sender: the Event, locked, with all that hangs on it. Whoever must keep it raises a refusal.

What only hangs on it needs no receiver: the database deletes it with the event (ON DELETE CASCADE).
"""

copied = signal("events.copied")
"""Sender: the new Event. `source`: the Event it was made from. `days`: how far it moved."""
