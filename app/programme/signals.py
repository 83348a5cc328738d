"""What other packages may want to hear of programmes. Sent inside the transaction."""

from blinker import signal

released = signal("programme.released")
"""Sender: the new Release, stored and current."""
