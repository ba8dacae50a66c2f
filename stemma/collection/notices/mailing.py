"""Mails sent by SMTP: over a verified connection, within a bound of time whatever the server does."""

import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from stemma.collection.notices.delivering import Outcome
from stemma.collection.notices.letters import write_letter
from stemma.collection.notices.outbox import Parcel
from stemma.collection.notices.rules import EmailChannel
from stemma.errors import UsageError

_WHOLE = 4
"""How many timeouts one mail may take in all."""


def mail_parcel(channel: EmailChannel, parcel: Parcel) -> Outcome:
    """One attempt. What may pass (no connection, 4xx, a password that is refused) is tried again; 5xx is final.

    Where some of several addressees are refused for now, only those are left for the next attempt.
    """
    letter = write_letter(channel, parcel)
    to = tuple(one for one in parcel.to if one in channel.to) or channel.to
    try:
        password = channel.password.read() if channel.password is not None else None
        with _connect(channel) as server:
            _secure(channel, server)
            if channel.username is not None and password is not None:
                server.login(channel.username, password)
            refused = server.send_message(letter, from_addr=channel.sender, to_addrs=list(to))
    except UsageError as error:
        return Outcome(result="again", reason=str(error))
    except smtplib.SMTPRecipientsRefused as error:
        return _judge_refused(error.recipients, some_taken=False)
    except smtplib.SMTPAuthenticationError as error:
        return Outcome(result="again", reason=f"the mail server refuses user name and password ({error.smtp_code})")
    except smtplib.SMTPNotSupportedError:
        return Outcome(result="again", reason="the mail server does not offer what is asked for (STARTTLS, a login)")
    except smtplib.SMTPServerDisconnected:
        return Outcome(result="again", reason="the mail server broke off, or did not answer in time")
    except smtplib.SMTPResponseException as error:
        lasting = 500 <= error.smtp_code < 600 and not isinstance(error, smtplib.SMTPConnectError)
        return Outcome(result="dead" if lasting else "again", reason=f"the mail server refuses it ({error.smtp_code})")
    except ssl.SSLCertVerificationError as error:
        return Outcome(result="again", reason=f"the mail server's certificate is not accepted ({error.verify_message})")
    except (smtplib.SMTPException, OSError, ValueError) as error:
        return Outcome(result="again", reason=f"the mail server cannot be used ({type(error).__name__})")
    return _judge_refused(refused, some_taken=True) if refused else Outcome(result="sent")


@contextmanager
def _connect(channel: EmailChannel) -> Iterator[smtplib.SMTP]:
    """A connection that is cut when its time is over: each line may be slow, and a server may have no last one."""
    context = _make_context(channel)
    server: smtplib.SMTP
    if channel.security == "tls":
        server = smtplib.SMTP_SSL(timeout=channel.timeout, context=context)
    else:
        server = smtplib.SMTP(timeout=channel.timeout)
    server._host = channel.host  # type: ignore[attr-defined]  # what TLS is verified by, where connect() is called apart

    def cut() -> None:
        with suppress(OSError, AttributeError):
            if server.sock is not None:
                server.sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(channel.timeout * _WHOLE, cut)
    timer.daemon = True
    timer.start()
    try:
        code, _ = server.connect(channel.host, channel.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, b"")
        yield server
        with suppress(smtplib.SMTPException, OSError):
            server.quit()  # the mail is taken: how the server says good-bye changes nothing
    finally:
        timer.cancel()
        server.close()


def _secure(channel: EmailChannel, server: smtplib.SMTP) -> None:
    server.ehlo_or_helo_if_needed()
    if channel.security == "starttls":
        server.starttls(context=_make_context(channel))
        server.ehlo()


def _make_context(channel: EmailChannel) -> ssl.SSLContext:
    """Certificates and names are verified, always."""
    return ssl.create_default_context(cafile=channel.ca_file)


def _judge_refused(refused: dict[str, tuple[int, bytes]], *, some_taken: bool) -> Outcome:
    """What is left where addressees were refused; what a server says of them is not repeated, only its code."""
    later = tuple(one for one, (code, _) in refused.items() if code < 500)
    codes = ", ".join(sorted({str(code) for code, _ in refused.values()}))
    if later:
        return Outcome(result="again", reason=f"the mail server refuses {len(later)} for now ({codes})", left=later)
    if some_taken:
        # The others have it: another attempt would tell them twice.
        return Outcome(result="sent", reason=f"the mail server refuses {len(refused)} for good ({codes})")
    return Outcome(result="dead", reason=f"the mail server refuses all whom it is for ({codes})")
