"""What others may want to hear about messages."""

from blinker import signal

queued = signal("outbox.queued")
"""Letters wait to be sent. Said after the commit, so that nobody looks for a row that is not there yet."""
