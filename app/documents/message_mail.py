"""A message as a courriel ready to send (`.eml`): opened by a mail program, it is a draft that nobody has sent."""

from collections.abc import Iterable
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from app.core.clock import moment
from app.core.errors import Refused
from app.core.leaving import Leaving
from app.core.recipients import Recipient
from app.core.registers.crisis import FRAMES

UNSENT = "X-Unsent"  # what makes Outlook and Thunderbird open it to be sent, not as one that was received


def mail_of(leaving: Leaving, to: Iterable[Recipient] = (), hidden: Iterable[Recipient] = ()) -> bytes:
    """The file. `hidden` recipients do not see one another; who is reached otherwise than by courriel is left out.
    Raises Refused for an address no courriel can bear."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = subject(leaving)
    mail["Date"] = format_datetime(moment(leaving.at, leaving.zone))
    for header, recipients in (("To", to), ("Bcc", hidden)):
        addresses = [address_of(one) for one in recipients if "@" in one.address]
        if addresses:
            mail[header] = addresses
    mail[UNSENT] = "1"
    mail.set_content(leaving.marked, charset="utf-8", cte="quoted-printable")
    mail["Content-Language"] = leaving.text.language
    return mail.as_bytes()


def subject(leaving: Leaving) -> str:
    """The title as it was signed, behind what may not be overlooked."""
    frame = "" if leaving.frame == "real" else FRAMES.get(leaving.frame, leaving.frame.upper())
    marks = "".join(f"[{mark}] " for mark in (leaving.embargo, leaving.standing, frame) if mark)
    return f"{marks}{leaving.text.title}"


def address_of(recipient: Recipient) -> Address:
    """As a header bears it. Raises Refused."""
    try:
        if not recipient.address.isascii():
            raise ValueError(recipient.address)
        name = "" if recipient.name == recipient.address else recipient.name
        return Address(name, addr_spec=recipient.address)
    except (ValueError, IndexError, HeaderParseError) as error:
        raise Refused(f"Adresse de courriel illisible : « {recipient.address} ».", "recipients") from error
