"""Encrypted conversations: certificates are checked, and only then is anything said."""

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest
from flask import Flask

from app.jobs import outbox
from app.jobs import smtp as conversation
from app.outbox.models import MessageState, Reason
from tests import smtp
from tests.make import outbox as make
from tests.smtp import Sink

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost, signed by nobody but itself, with its key in the same file."""
    command = shutil.which("openssl")
    if command is None:
        pytest.skip("openssl is not installed")
    made = tmp_path_factory.mktemp("certificate") / "localhost.pem"
    subprocess.run(
        (
            command, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", str(made), "-out", str(made.with_suffix(".crt")), "-days", "2",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
        ),
        check=True,
        capture_output=True,
    )  # fmt: skip
    made.write_text(made.read_text() + made.with_suffix(".crt").read_text())
    return made


@pytest.fixture
def identity(certificate: Path) -> ssl.SSLContext:
    """What the server shows."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def settings(app: Flask, mail_server: Sink) -> object:
    """The application's mail settings; put back by `mail_server`."""
    del mail_server
    found = app.extensions["mail"]
    found.server = "localhost"
    return found


def deliver_to(sink: Sink, settings: object) -> tuple[MessageState, Reason]:
    settings.port = sink.port  # type: ignore[attr-defined]
    message = make.message()
    outbox.deliver_due()
    outbox.pause().end()
    make.fresh(message)
    return message.state, message.reason


def test_p6_starttls_with_a_certificate_we_trust_delivers(
    settings: object, identity: ssl.SSLContext, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.use_tls = True  # type: ignore[attr-defined]
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    with smtp.sink(starttls=identity) as sink:
        assert deliver_to(sink, settings) == (MessageState.SENT, Reason.ACCEPTED)


def test_p6_tls_from_the_start_delivers_too(
    settings: object, identity: ssl.SSLContext, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    with smtp.sink(tls=identity) as sink:
        monkeypatch.setattr(conversation, "TLS_FROM_THE_START", sink.port)
        assert deliver_to(sink, settings) == (MessageState.SENT, Reason.ACCEPTED)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_p6_a_certificate_nobody_vouches_for_gets_nothing_and_fails_nothing(
    settings: object, identity: ssl.SSLContext
) -> None:
    settings.use_tls = True  # type: ignore[attr-defined]

    with smtp.sink(starttls=identity) as sink:
        assert deliver_to(sink, settings) == (MessageState.QUEUED, Reason.CONFIGURATION)
        assert sink.received == []
