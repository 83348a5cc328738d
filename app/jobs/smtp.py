"""The conversation with the mail server. Flask-Mail is used here and nowhere else.

What goes wrong is told apart by when it goes wrong: before the message was handed over it may
be tried again safely; after its final dot nobody knows whether it arrived (RFC 1047).
"""

import contextlib
import logging
import select
import smtplib
import ssl
import time
from collections.abc import Callable
from email.message import EmailMessage
from functools import partial
from types import TracebackType
from typing import Any, Self

from flask import current_app
from flask_mail import Connection

from app.jobs import mime
from app.outbox.models import Message, Reason
from app.outbox.rules import Answer

log = logging.getLogger(__name__)

TIMEOUT = 15.0  # seconds for everything but the reply to the final dot
DOT_TIMEOUT = 600.0  # RFC 5321 section 4.5.3.2.6: giving up earlier makes duplicates
DOT_TICK = 30.0  # how often a waiting worker says that it is still there
TLS_FROM_THE_START = 465
PERMANENT = 500
TOO_LARGE = 552
KEPT = Answer(Reason.KEPT, "kept: no mail server is configured")


class UnclearEnd(Exception):
    """The connection broke between the final dot and the reply to it."""


class PatientSMTP(smtplib.SMTP):
    """Waits long for one reply only, keeps the server's last words, and knows an unclear end."""

    words = ""
    on_waiting: Callable[[], object] = staticmethod(lambda: None)
    _replies_in_data: int | None = None

    def data(self, msg: Any) -> tuple[int, bytes]:
        self._replies_in_data = 0
        try:
            code, reply = super().data(msg)
        finally:
            self._replies_in_data = None
        if code < 0:  # words that mean nothing are as good as none
            raise UnclearEnd("the reply to the message could not be understood")
        self.words = _words(code, reply)
        return code, reply

    def getreply(self) -> tuple[int, bytes]:
        if self._replies_in_data is None:
            return super().getreply()
        self._replies_in_data += 1
        if self._replies_in_data == 1:  # to DATA itself; the next one is to the dot
            return super().getreply()
        try:
            self._await_reply()
            return super().getreply()
        except OSError as error:  # smtplib's own errors are among these
            raise UnclearEnd(str(error)) from error

    def _await_reply(self) -> None:
        deadline = time.monotonic() + DOT_TIMEOUT
        while not _is_readable(self.sock, DOT_TICK):
            if time.monotonic() >= deadline:
                raise TimeoutError("no reply to the message")
            self.on_waiting()


class PatientSMTPS(PatientSMTP, smtplib.SMTP_SSL):
    """The same where TLS begins with the connection."""


class Line(Connection):
    """Flask-Mail's connection with timeouts, checked certificates and an own name."""

    def configure_host(self) -> PatientSMTP:
        host = self._connect()
        try:
            if self.mail.use_tls and not isinstance(host, PatientSMTPS):
                host.starttls(context=ssl.create_default_context())
            host.ehlo_or_helo_if_needed()
            if self.mail.username:
                host.login(self.mail.username, self.mail.password or "")
        except BaseException:
            host.close()
            raise
        return host

    def _connect(self) -> PatientSMTP:
        server, port, name = self.mail.server, self.mail.port or 0, current_app.config["MAIL_DOMAIN"]
        if port == TLS_FROM_THE_START:
            context = ssl.create_default_context()
            return PatientSMTPS(server, port, name, timeout=TIMEOUT, context=context)
        return PatientSMTP(server, port, name, timeout=TIMEOUT)


class Postman:
    """Delivers messages one after the other over one connection, opened when first needed."""

    def __init__(self, on_waiting: Callable[[Message], object]) -> None:
        self._settings = current_app.extensions["mail"]
        self._on_waiting = on_waiting
        self._host: PatientSMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._host is not None:
            with contextlib.suppress(OSError):  # a server that is gone already is no trouble
                self._host.quit()

    def deliver(self, message: Message) -> Answer:
        """Try once. Every way it can end is an answer; nothing is raised."""
        try:
            return self._deliver(message)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one row ends that row only
            log.warning("message %s cannot be written: %s", message.public_id, type(error).__name__)
            return Answer(Reason.NOT_BUILT, str(error))

    def _deliver(self, message: Message) -> Answer:
        mail = mime.build(message, sender=self._settings.default_sender)
        if not self._settings.server:
            return KEPT
        was_open = self._host is not None
        answer = self._attempt(mail, message)
        if was_open and answer.reason is Reason.UNREACHABLE:
            answer = self._attempt(mail, message)  # servers hang up after some messages: call again
        return answer

    def _attempt(self, mail: EmailMessage, message: Message) -> Answer:
        if self._host is None:
            try:
                self._host = Line(self._settings).configure_host()
            except OSError as error:
                return _not_connected(error)
        self._host.on_waiting = partial(self._on_waiting, message)
        try:
            self._host.send_message(mail, self._settings.default_sender, [_recipient(mail)])
            answer = Answer(Reason.ACCEPTED, self._host.words)
        except UnclearEnd as error:
            self._host.close()
            answer = Answer(Reason.UNCLEAR, str(error))
        except smtplib.SMTPException as error:
            answer = _not_taken(error)
        except OSError as error:
            answer = Answer(Reason.UNREACHABLE, str(error))
        if answer.reason is Reason.UNREACHABLE:
            self._host.close()
        if self._host.sock is None:  # closed here, or by smtplib after a 421
            self._host = None
        return answer


def _not_connected(error: OSError) -> Answer:
    """What greeting, TLS and login came to. A final no is about this site, not about a message."""
    if isinstance(error, smtplib.SMTPResponseException):
        is_final = error.smtp_code >= PERMANENT
        return _answer(Reason.CONFIGURATION if is_final else Reason.UNREACHABLE, error)
    if isinstance(error, smtplib.SMTPNotSupportedError | ssl.SSLCertVerificationError):
        return Answer(Reason.CONFIGURATION, str(error))
    return Answer(Reason.UNREACHABLE, str(error))


def _not_taken(error: smtplib.SMTPException) -> Answer:
    """Why the server has not taken a message."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, reply = next(iter(error.recipients.values()))
        return Answer(_reason(code), _words(code, reply))
    if isinstance(error, smtplib.SMTPSenderRefused):
        # 5xx here is about this site, whatever the message; only its size is its own.
        is_ours = error.smtp_code >= PERMANENT and error.smtp_code != TOO_LARGE
        return _answer(Reason.CONFIGURATION if is_ours else _reason(error.smtp_code), error)
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(_reason(error.smtp_code), error)
    if isinstance(error, smtplib.SMTPNotSupportedError):  # the address needs SMTPUTF8
        return Answer(Reason.REFUSED, str(error))
    return Answer(Reason.UNREACHABLE, str(error))


def _reason(code: int) -> Reason:
    return Reason.REFUSED if code >= PERMANENT else Reason.TEMPORARY


def _answer(reason: Reason, error: smtplib.SMTPResponseException) -> Answer:
    return Answer(reason, _words(error.smtp_code, error.smtp_error))


def _words(code: int, reply: bytes | str) -> str:
    said = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return f"{code} {said}".strip()


def _recipient(mail: EmailMessage) -> str:
    address: str = mail["To"].addresses[0].addr_spec
    return address


def _is_readable(sock: Any, seconds: float) -> bool:
    if isinstance(sock, ssl.SSLSocket) and sock.pending():
        return True
    return bool(select.select([sock], [], [], seconds)[0])
