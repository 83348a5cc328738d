"""What packages above may want to hear. Sent inside the transaction."""

from blinker import signal

changed = signal("people.changed")
"""Sender: the Person, corrected or with another photo. `held`: the Likeness they had before, where no
organiser has seen the change yet."""

merged = signal("people.merged")
"""Sender: the Person that is kept; `other`: the one that became part of it. Its `merge` notes what moved."""

separated = signal("people.separated")
"""Sender: the Person that was kept; `other`: who stands for themselves again; `memento`: what was noted."""
