"""gunicorn's threaded worker, which waits for nobody who leaves. Named in deploy/gunicorn.conf.py."""

import contextlib
import selectors
import socket
import time
from functools import partial
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

LINGER = 2.0  # seconds an ended connection may stay open, as long as gunicorn gives it
LEFT_OVER = 65536  # bytes read at once of what nobody asked for


class Doorkeeper(ThreadWorker):
    """Lets people in while others leave.

    An ended connection is heard out until the other side has closed it too (RFC 9112, section 9.6), or
    the answer may be lost on its way. gunicorn waits for that in the thread that accepts connections:
    whoever asks to be disconnected and stays would keep everybody else at the door. Here those who
    leave are watched like those who come.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._leaving: dict[Any, float] = {}  # connections, and when their time is over

    def finish_request(self, conn: Any, fs: Any) -> None:
        """What gunicorn does after an answer, but for the waiting."""
        conn.close = partial(self._see_out, conn)
        super().finish_request(conn, fs)

    def murder_pending(self) -> None:
        """Close what has been open too long; gunicorn asks for it after every event, or every second."""
        super().murder_pending()
        now = time.monotonic()
        for conn in [conn for conn, until in self._leaving.items() if until <= now]:
            self._close(conn)

    def _see_out(self, conn: Any, *, graceful: bool = False) -> None:
        if not graceful:
            conn.sock.close()
            return
        try:
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:  # they have gone already
            conn.sock.close()
            return
        conn.sock.settimeout(0)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._hear_out, conn))
        self._leaving[conn] = time.monotonic() + LINGER

    def _hear_out(self, conn: Any, sock: socket.socket) -> None:
        with contextlib.suppress(OSError):
            if sock.recv(LEFT_OVER):
                return
        self._close(conn)

    def _close(self, conn: Any) -> None:
        del self._leaving[conn]
        self.poller.unregister(conn.sock)
        conn.sock.close()
