"""Mails as they are sent, and mail servers as they are met: with TLS, refusing, greylisting, cutting, babbling."""

import email
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from stemma.collection.notices import evaluate, parse_rules, start_rules
from stemma.collection.notices.letters import write_letter
from stemma.collection.notices.mailing import mail_parcel
from stemma.collection.notices.outbox import Parcel, make_parcel
from stemma.collection.notices.rules import EmailChannel
from tests.notices import RULES, Desk

PASSWORD = "correct horse battery"


class Mailbox:
    """What a mail server got; ``refuse`` is what it answers to an addressee, or to the mail (``DATA``)."""

    def __init__(self) -> None:
        self.mails: list[tuple[EmailMessage, list[str]]] = []
        self.refuse: dict[str, str] = {}

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if "DATA" in self.refuse:
            return self.refuse["DATA"]
        content = envelope.content
        assert isinstance(content, bytes)
        self.mails.append((email.message_from_bytes(content, policy=policy.default), envelope.rcpt_tos))  # type: ignore[arg-type]
        return "250 OK"


class OnAnyPort(Controller):
    """aiosmtpd on a port that is free."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def serve_mail(box: Mailbox, **more: Any) -> Iterator[int]:
    controller = OnAnyPort(box, hostname="127.0.0.1", port=0, **more)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    """A certificate for 127.0.0.1, and a server's context that has it."""
    x509 = pytest.importorskip("cryptography.x509", reason="mails over TLS are not tested without 'cryptography'")
    import ipaddress

    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.example")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("certificate")
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return folder / "cert.pem", context


def make_channel(port: int, *, to: str = "night@desk.example", **more: object) -> EmailChannel:
    values: dict[str, Any] = {"security": "none", "timeout": 5.0} | more
    return EmailChannel(
        name="post", host="127.0.0.1", port=port, sender="stemma@desk.example", to=tuple(to.split()), **values
    )


def make_mail(title: str = "Weir closed", notices: int = 1) -> Parcel:
    desk, rules = Desk(), parse_rules(RULES)
    start_rules(desk.store, rules)
    for _ in range(notices):
        desk.differ(desk.begin_story("Rill Post", "Fen Courier", title=title))
    made = evaluate(desk.store, rules, now=desk.now)
    return make_parcel("post", made, made=desk.now(), number=1)


def test_several_notices_are_one_mail_in_text_and_markup() -> None:
    box, parcel = Mailbox(), make_mail(notices=3)
    with serve_mail(box) as port:
        assert mail_parcel(make_channel(port, to="a@desk.example b@desk.example"), parcel).result == "sent"
    ((mail, to),) = box.mails
    assert mail["Subject"] == "Stemma: 3 notices; Everything: Weir closed"
    assert (mail["From"], mail["To"], to) == (
        "stemma@desk.example",
        "a@desk.example, b@desk.example",
        ["a@desk.example", "b@desk.example"],
    )
    text, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert page is not None
    assert text.get_content().count("“Repairs will take six weeks”") == 3
    assert page.get_content().count("“Repairs will take six weeks”") == 3
    assert "https://desk.example/stories/" in text.get_content()


def test_a_second_attempt_is_the_same_mail() -> None:
    channel, parcel = make_channel(25), make_mail()
    one, two = write_letter(channel, parcel), write_letter(channel, parcel)
    assert one["Message-ID"] == two["Message-ID"] == f"<{parcel.id}@desk.example>"
    assert one["Date"] == two["Date"]


@pytest.mark.parametrize(
    "title",
    [
        "Weir\r\nBcc: all@desk.example\r\n\r\nbody",
        "Weir\nSubject: other",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "Wehr gesperrt – « écluse » 水門 \ud800\x00\x1b[31m\u202e",
        "x" * 10_000_000,
        "",
    ],
)
def test_whatever_a_title_holds_it_breaks_out_of_no_header_and_no_markup(title: str) -> None:
    box = Mailbox()
    with serve_mail(box) as port:
        assert mail_parcel(make_channel(port), make_mail(title)).result == "sent"
    ((mail, to),) = box.mails
    assert to == ["night@desk.example"]
    assert mail["Bcc"] is None
    assert len(mail.get_all("Subject", [])) == 1
    assert len(mail["Subject"]) <= 150
    page = mail.get_body(("html",))
    assert page is not None
    assert "<script" not in page.get_content()
    assert "<img" not in page.get_content()


def test_a_server_with_starttls_and_a_login_is_used_as_it_should_be(
    certificate: tuple[Path, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []

    def login(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword) -> AuthResult:
        seen.append(data.password)
        return AuthResult(success=data.password == PASSWORD.encode())

    path, context = certificate
    monkeypatch.setenv("STEMMA_TEST_PASSWORD", PASSWORD)
    rules = parse_rules(
        RULES.replace('host = "mail.example"', 'host = "127.0.0.1"\nusername = "stemma"\n'
                      f'password_env = "STEMMA_TEST_PASSWORD"\nca_file = "{path}"')
    )  # fmt: skip
    box = Mailbox()
    with serve_mail(box, tls_context=context, authenticator=login, auth_required=True) as port:
        channel = rules.channels[1]
        assert isinstance(channel, EmailChannel)
        values = {name: getattr(channel, name) for name in ("username", "password", "ca_file")}
        channel = make_channel(port, security="starttls", **values)
        assert mail_parcel(channel, make_mail()).result == "sent"
        monkeypatch.setenv("STEMMA_TEST_PASSWORD", "wrong and secret")
        outcome = mail_parcel(channel, make_mail())
    assert seen == [PASSWORD.encode(), b"wrong and secret"]
    assert len(box.mails) == 1
    assert outcome.result == "again"
    assert "secret" not in outcome.reason + repr(channel)


def test_a_server_with_tls_from_the_first_byte_is_used(certificate: tuple[Path, ssl.SSLContext]) -> None:
    path, context = certificate
    box = Mailbox()
    with serve_mail(box, ssl_context=context) as port:
        assert mail_parcel(make_channel(port, security="tls", ca_file=str(path)), make_mail()).result == "sent"


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_that_nobody_vouches_for_is_not_taken(
    security: str, certificate: tuple[Path, ssl.SSLContext]
) -> None:
    box = Mailbox()
    more = {"ssl_context": certificate[1]} if security == "tls" else {"tls_context": certificate[1]}
    with serve_mail(box, **more) as port:
        outcome = mail_parcel(make_channel(port, security=security), make_mail())
    assert outcome.result == "again"
    assert "certificate is not accepted" in outcome.reason
    assert box.mails == []


def test_a_server_without_starttls_gets_nothing_in_clear() -> None:
    box = Mailbox()
    with serve_mail(box) as port:
        outcome = mail_parcel(make_channel(port, security="starttls"), make_mail())
    assert (outcome.result, box.mails) == ("again", [])


@pytest.mark.parametrize(
    ("refuse", "result", "left", "got"),
    [
        ({"DATA": "451 greylisted, come back"}, "again", (), 0),
        ({"DATA": "554 no"}, "dead", (), 0),
        ({"a@desk.example": "450 later"}, "again", ("a@desk.example",), 1),
        ({"a@desk.example": "550 nobody"}, "sent", (), 1),
        ({"a@desk.example": "450 later", "b@desk.example": "550 nobody"}, "again", ("a@desk.example",), 0),
        ({"a@desk.example": "550 nobody", "b@desk.example": "550 nobody"}, "dead", (), 0),
    ],
)
def test_what_a_server_refuses_for_now_is_tried_again_and_for_good_is_not(
    refuse: dict[str, str], result: str, left: tuple[str, ...], got: int
) -> None:
    box = Mailbox()
    box.refuse = refuse
    with serve_mail(box) as port:
        outcome = mail_parcel(make_channel(port, to="a@desk.example b@desk.example"), make_mail())
    assert (outcome.result, outcome.left, len(box.mails)) == (result, left, got)


def test_only_who_is_left_is_addressed_again() -> None:
    from dataclasses import replace

    box = Mailbox()
    with serve_mail(box) as port:
        parcel = replace(make_mail(), to=("b@desk.example",))
        mail_parcel(make_channel(port, to="a@desk.example b@desk.example"), parcel)
    assert [to for _, to in box.mails] == [["b@desk.example"]]


@contextmanager
def serve_bytes(greeting: bytes, *, forever: bytes = b"") -> Iterator[int]:
    """A server that says these bytes, then others for ever or nothing, and goes."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def run() -> None:
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            with line, suppress(OSError):
                line.sendall(greeting)
                while forever and not stop.wait(0.01):
                    line.sendall(forever)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        stop.set()
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("greeting", "forever"),
    [
        (b"", b""),
        (b"421 too busy\r\n", b""),
        (b"554 go away\r\n", b""),
        (b"220 hello\r\n", b""),  # cuts the line in the middle
        (b"220 hello\r\n250-", b"250-and more\r\n"),  # an answer without a last line
        (b"220-", b"x"),
        (b"\x00\xffHTTP/1.1 200 OK\r\n\r\n", b""),
    ],
)
def test_whatever_a_server_says_a_mail_comes_to_an_end_and_is_tried_again(greeting: bytes, forever: bytes) -> None:
    with serve_bytes(greeting, forever=forever) as port:
        outcome = mail_parcel(make_channel(port, timeout=0.25), make_mail())
    assert outcome.result == "again"
    assert "\n" not in outcome.reason


def test_a_server_that_is_not_there_is_tried_again() -> None:
    with serve_bytes(b"") as port:
        pass
    assert mail_parcel(make_channel(port), make_mail()).result == "again"


def test_a_mail_of_very_many_notices_tells_the_last_by_their_headlines() -> None:
    made = make_mail().notices[0]
    parcel = make_parcel("post", (made,) * 2_000, made=made.at, number=1)
    letter = write_letter(make_channel(25), parcel)
    text = letter.get_body(("plain",))
    assert text is not None
    assert text.get_content().count("Everything: Weir closed") == 2_000
    assert len(text.get_content()) < 500_000
