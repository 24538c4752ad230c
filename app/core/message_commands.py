"""What a person may do with a message: one value for each act, decided by its register."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.core.circuits import Circuit
from app.core.entries import Attachment
from app.core.recipients import Recipient
from app.core.texts import Text


@dataclass(frozen=True, slots=True)
class Draft:
    """Begin a message. `aside` are fields of `message_fields.ASIDE`; `uses` the ids of the entries and figures it rests
    on."""

    crisis: str
    kind: str
    text: Text
    topic: str = ""
    aside: Mapping[str, Any] = field(default_factory=dict)
    uses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Revise:
    """Write a new version, replacing the ones named by `seen` (None: all that are held). Whoever writes it has looked
    again at what the message rests on."""

    message: str
    text: Text
    seen: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Describe:
    """Change what stands beside the text (fields of ASIDE). `seen` as in `entry_commands.Amend`."""

    message: str
    fields: Mapping[str, Any]
    seen: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """Say which entries and figures a message rests on."""

    message: str
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proofread:
    """Say that one has read the text over; `remark` is what one would change. No visa, and no condition."""

    message: str
    version: str | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Submit:
    """Ask for the visas of a version (None: the only one), under a circuit (empty: the one that fits)."""

    message: str
    version: str | None = None
    circuit: str = ""


@dataclass(frozen=True, slots=True)
class GiveVisa:
    """Give the visa of one's role and organisation on one exact version."""

    message: str
    version: str | None
    decision: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class PhoneVisa:
    """Write down a visa that `name` gave by telephone, by mail or on signed paper (`means`)."""

    message: str
    version: str | None
    step: str
    decision: str
    name: str
    function: str
    organisation: str = ""
    number: str = ""
    comment: str = ""
    means: str = "phone"


@dataclass(frozen=True, slots=True)
class ConfirmVisa:
    """Confirm, for the step that is one's own, a visa that somebody else wrote down."""

    message: str
    visa: str


@dataclass(frozen=True, slots=True)
class Remind:
    """Ask a party again for its visa."""

    message: str
    step: str
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """Send a version back to its writer."""

    message: str
    version: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Abandon:
    """Give up a message that never went out."""

    message: str
    reason: str


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take a message back."""

    message: str
    reason: str


@dataclass(frozen=True, slots=True)
class Arbitrate:
    """Choose between two versions written apart: the other stays in the history, its visas count no more."""

    message: str
    version: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reexamine:
    """Say that the text still holds, although what it rests on has changed."""

    message: str
    reason: str


@dataclass(frozen=True, slots=True)
class Embargo:
    """Nothing leaves before `until` (ms), an hour of `zone`; None: before what the reason says has happened."""

    message: str
    until: int | None
    zone: str
    reason: str


@dataclass(frozen=True, slots=True)
class LiftEmbargo:
    """Lift the embargoes of a message before their hour: a decision of the authority, by name."""

    message: str
    reason: str


@dataclass(frozen=True, slots=True)
class ConfirmEmbargoOver:
    """Say that the hour of an embargo has come, where the workstation cannot know it."""

    message: str


@dataclass(frozen=True, slots=True)
class Dispatch:
    """Note that a version went out. `recipients` are frozen as they are; `degraded` is why it goes out without a fresh
    exchange; `files` are the proofs (their contents go with the command)."""

    message: str
    version: str | None
    channel: str
    to: str = ""
    recipients: tuple[Recipient, ...] = ()
    list: str = ""
    url: str = ""
    files: tuple[Attachment, ...] = ()
    degraded: str = ""


@dataclass(frozen=True, slots=True)
class AddProof:
    """Join the proof of a dispatch after it: where it can be seen, or a picture of it."""

    message: str
    dispatch: str
    url: str = ""
    files: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkReceived:
    """Note that these recipients of a dispatch acknowledged it."""

    message: str
    dispatch: str
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadMessage:
    """Say that one has read a version."""

    message: str
    version: str | None = None


@dataclass(frozen=True, slots=True)
class SetCircuit:
    """Set a circuit of visas for one crisis. What waits under the former one is to be submitted again."""

    crisis: str
    circuit: Circuit


OfMessage = (
    Revise
    | Describe
    | Support
    | Proofread
    | Submit
    | GiveVisa
    | PhoneVisa
    | ConfirmVisa
    | Remind
    | Return
    | Abandon
    | Withdraw
    | Arbitrate
    | Reexamine
    | Embargo
    | LiftEmbargo
    | ConfirmEmbargoOver
    | Dispatch
    | AddProof
    | MarkReceived
    | ReadMessage
)
Command = Draft | OfMessage
