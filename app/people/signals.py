"""What packages above may want to hear. Sent inside the transaction."""

from blinker import signal

changed = signal("people.changed")
"""Sender: the Person, corrected or with another photo."""
