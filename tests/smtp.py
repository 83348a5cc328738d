"""A real mail server for tests: keeps what it is given, and misbehaves in every known way on demand."""

import asyncio
import email
import email.policy
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

ACCEPT = "accept"
SHUTTING_DOWN = "421"
GREYLIST = "451"
FULL = "452"
UNKNOWN_USER = "550"
SENDER_REFUSED = "553"
SPAM = "554"
SLOW = "slow"
DROP = "drop"  # the connection ends after the final dot; the message has been kept
DROP_UNKEPT = "drop unkept"  # the same, and it has been lost
GARBAGE = "garbage"  # what follows the final dot means nothing
HANG_UP = "hang up"  # the connection ends before the recipient is accepted


@dataclass(frozen=True, slots=True)
class Received:
    """One message as it came over the wire."""

    sender: str
    recipient: str
    raw: bytes

    @property
    def mail(self) -> EmailMessage:
        return email.message_from_bytes(self.raw, policy=email.policy.default)

    @property
    def message_id(self) -> str:
        return str(self.mail["Message-ID"]).strip()

    @property
    def text(self) -> str:
        part = self.mail.get_body(("plain",))
        assert part is not None
        return str(part.get_content())

    @property
    def html(self) -> str:
        part = self.mail.get_body(("html",))
        assert part is not None
        return str(part.get_content())


@dataclass
class Sink:
    """The server's side of the story. `mode` may be changed at any time."""

    port: int
    mode: str = ACCEPT
    seconds: float = 0.0  # how slow "slow" is
    only: str = ""  # the mode is for this recipient only; others are accepted
    password: str = ""  # one must sign in with it, as "plenary"
    is_international: bool = True  # knows SMTPUTF8
    starttls: ssl.SSLContext | None = None
    tls: ssl.SSLContext | None = None  # from the start
    on_accept: Callable[[Received], object] = lambda _received: None
    received: list[Received] = field(default_factory=list)
    connections: int = 0
    _seen: set[str] = field(default_factory=set)
    _open: list[SMTP] = field(default_factory=list)
    _controller: Any = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def go_down(self) -> None:
        """Hang up on everybody and listen no more."""
        if self._controller is None:
            return
        for server in self._open:
            self._controller.loop.call_soon_threadsafe(_cut, server)
        self._open.clear()
        self._controller.stop()
        self._controller = None

    def come_up(self) -> None:
        self._controller = _start(self)

    def copies(self) -> Counter[str]:
        """How often each Message-ID has arrived."""
        with self._lock:
            return Counter(received.message_id for received in self.received)

    def keep(self, received: Received) -> None:
        with self._lock:
            self.received.append(received)
        self.on_accept(received)

    def connected(self, server: SMTP) -> None:
        self.connections += 1
        self._open.append(server)

    def mode_for(self, recipient: str) -> str:
        return self.mode if self.only in {"", recipient} else ACCEPT

    def is_first_attempt(self, recipient: str) -> bool:
        with self._lock:
            is_first = recipient not in self._seen
            self._seen.add(recipient)
        return is_first


@contextmanager
def sink(**options: Any) -> Iterator[Sink]:
    """A server on a free port for as long as the block lasts. `options` are those of Sink."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        made = Sink(port=probe.getsockname()[1], **options)
    made.come_up()
    try:
        yield made
    finally:
        made.go_down()


class _Conversation:
    """What aiosmtpd asks us at every step."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink

    async def handle_EHLO(  # noqa: N802 - aiosmtpd calls it so
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        del envelope
        self.sink.connected(server)
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session
        if self.sink.mode == SHUTTING_DOWN and not self.sink.only:
            return "421 4.3.2 Service shutting down"
        if self.sink.mode == SENDER_REFUSED:
            return "553 5.7.1 Sender address rejected: not owned by you"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del session, options
        mode = self.sink.mode_for(address)
        if mode == HANG_UP:
            _cut(server)
        if mode == GREYLIST and self.sink.is_first_attempt(address):
            return "451 4.7.1 Greylisted, come again"
        replies = {
            SHUTTING_DOWN: "421 4.3.2 Service shutting down",
            FULL: "452 4.2.2 Mailbox full",
            UNKNOWN_USER: "550 5.1.1 User unknown",
        }
        if mode not in replies:
            envelope.rcpt_tos.append(address)
        return replies.get(mode, "250 OK")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        del session
        mode = self.sink.mode_for(envelope.rcpt_tos[0])
        if mode == SPAM:
            return "554 5.7.1 This looks like spam"
        if mode == SLOW:
            await asyncio.sleep(self.sink.seconds)
        if mode != DROP_UNKEPT:
            content = envelope.content
            assert isinstance(content, bytes)
            self.sink.keep(Received(envelope.mail_from or "", envelope.rcpt_tos[0], content))
        if mode in {DROP, DROP_UNKEPT}:
            _cut(server)
        if mode == GARBAGE:
            return "what?"
        return f"250 2.0.0 Queued as {len(self.sink.received)}"


def _cut(server: SMTP) -> None:
    if server.transport is not None:
        cast("asyncio.Transport", server.transport).abort()


def _start(sink: Sink) -> Controller:
    def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=data.password == sink.password.encode(), handled=False)

    controller = Controller(
        _Conversation(sink),
        hostname="127.0.0.1",
        port=sink.port,
        enable_SMTPUTF8=sink.is_international,
        tls_context=sink.starttls,
        ssl_context=sink.tls,
        authenticator=authenticate,
        auth_required=bool(sink.password),
        auth_require_tls=False,
    )
    controller.start()
    return controller
