"""What others may want to hear about messages."""

from blinker import signal

queued = signal("outbox.queued")
"""Sender: the Message. Sent after the commit, so that nobody looks for a row that is not there yet."""
