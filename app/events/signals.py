"""What packages above may want to hear. Sent inside the transaction."""

from blinker import signal

copied = signal("events.copied")
"""Sender: the new Event. `source`: the Event it was made from. `days`: how far it moved."""
