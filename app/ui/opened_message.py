"""A message with all that its page says of it, read at once off the window's thread."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.core import differences
from app.core.circuits import Circuit, house
from app.core.language.contradictions import Contradiction
from app.core.message import Message
from app.core.message_commands import Submit
from app.core.message_fields import is_joint
from app.core.situation import ServerTime
from app.core.store.rows import CrisisRow
from app.core.texts import Version
from app.ui import message_acts
from app.ui.message_acts import Act, Acting
from app.ui.station import Station


@dataclass(frozen=True, slots=True)
class Opened:
    """A message as the person at the desk finds it. `acting`: he, once for each role held; `refused`: for each act
    that the rules refuse him now (its key), why; `changed`: label of a former version → how many words changed since;
    `fitting`: the circuits he may send it round."""

    message: Message
    acting: Acting
    acts: tuple[Act, ...]
    refused: Mapping[str, str]
    contradictions: tuple[Contradiction, ...]
    changed: Mapping[str, int]
    fitting: tuple[Circuit, ...]

    @property
    def version(self) -> Version:
        return self.message.current

    @property
    def time(self) -> ServerTime:
        """The hour of the server when it was read."""
        return self.message.situation.time if self.message.situation else ServerTime(0, False)

    @property
    def now(self) -> int:
        return self.time.now


def open_message(station: Station, crisis: CrisisRow, id: str) -> Opened:
    """Read that message. Runs on the reader's thread."""
    reading, desk = station.reading, station.desk
    me = reading.me()
    held = [member for member in reading.members(crisis.id) if member.person == me.person]
    acting = tuple(replace(me, role=member.role, organisation=member.organisation) for member in held)
    message = reading.message(id)
    version = message.current
    now = message.situation.time.now if message.situation else 0
    offered = message_acts.acts(message, version, now)
    asked = [one for one in offered if one.probe is not None]
    joint = is_joint(message.aside.issuers)
    usable = [one for one in house() if joint or not one.joint]
    submissions = [Submit(id, version.label, one.id) for one in usable]
    answers = desk.refusals([*(one.probe for one in asked), *submissions])
    refused = {one.key: answer for one, answer in zip(asked, answers, strict=False) if answer}
    possible = [one.id for one, answer in zip(usable, answers[len(asked) :], strict=True) if not answer]
    return Opened(
        message=message,
        acting=acting,
        acts=offered,
        refused=refused,
        contradictions=reading.contradictions(id),
        changed=_changed(message),
        fitting=tuple(reading.circuit(crisis.id, name)[0] for name in possible),
    )


def _changed(message: Message) -> dict[str, int]:
    """How far the text has gone from those that were signed."""
    signed = {visa.version for visa in message.visas}
    found = {}
    for former in message.versions:
        if former.label in signed and former.hash != message.current.hash:
            compared = differences.compare_parts(former.text, message.current.text)
            pieces = tuple(piece for _, part in compared for piece in part)
            found[former.label] = sum(differences.counts(pieces))
    return found
