"""A communication cell at work: a writer, its head, the authority and the liaison of a ministry, each at a desk."""

from app.core.desk import Done
from app.core.message_commands import Draft, GiveVisa, Revise, Submit
from app.core.registers.directory import AddContact
from app.core.texts import Text
from app.sync.workstation import Workstation
from app.ui.background import Background
from app.ui.opened_message import Opened, open_message
from app.ui.station import Station
from tests.office import Office, share

FIRST = Text("Restez à l’abri", "Les habitants de douze communes restent à l’abri.", issuer="Gouvernement")
THIRD = Text("Restez à l’abri", "Les habitants de onze communes restent à l’abri.", issuer="Gouvernement")
SECOND = Text("Restez à l’abri", "Les habitants de treize communes restent à l’abri.", issuer="Gouvernement")


class Cell:
    """What one writes, the others hold once it is spread: by hand, as there is no server here."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.head = office.workstation("SIG1", "C. Morvan", "SIG", "CCOM")
        self.writer = office.workstation("SIG2", "L. Aubert", "SIG", "RED")
        self.authority = office.workstation("PM1", "H. Brunel", "PM", "DIR")
        self.health = office.workstation("SAN1", "M. Ferrand", "SAN", "LIA")
        self.directory = office.directory
        others = ((self.writer, "RED"), (self.authority, "DIR"), (self.health, "LIA"))
        self.space = office.crisis(self.head, *others, associated=("SAN",), title="Incendie Lubrizol — Rouen")
        self._backgrounds: list[Background] = []

    @property
    def all(self) -> list[Workstation]:
        return [self.head, self.writer, self.authority, self.health]

    def spread(self, source: Workstation, space: str = "") -> None:
        """What that workstation holds is ranked, and everybody holds it."""
        share(source, space or self.space, [one for one in self.all if one is not source])

    def station(self, of: Workstation) -> Station:
        """What a page of that workstation's window is given."""
        background = Background()
        self._backgrounds.append(background)
        of.desk.subscribe(background.tell_changed)
        me = of.reading.me()
        return Station(of.desk, of.reading, background, lambda: None, me.workstation, me.name)

    def crisis(self, of: Workstation):
        return next(crisis for crisis in of.reading.crises() if crisis.id == self.space)

    def submitted(self, text: Text = FIRST) -> str:
        """A message of the writer, submitted and held by everybody."""
        done = self.writer.desk.do(Draft(self.space, "line", text, "air"))
        self.writer.desk.do(Submit(done.id))
        self.spread(self.writer)
        return done.id

    def sign(self, by: Workstation, message: str, decision: str = "favourable", comment: str = "") -> None:
        by.desk.do(GiveVisa(message, None, decision, comment))
        self.spread(by)

    def contact(self, **fields: object) -> Done:
        """A contact of the shared directory, held by everybody; `phone_1` is the field `phone:1`."""
        many = ("phone_", "email_")
        named = {name.replace("_", ":") if name.startswith(many) else name: value for name, value in fields.items()}
        done = self.head.desk.do(AddContact(named))
        self.spread(self.head, self.directory)
        return done

    def opened(self, of: Workstation, message: str) -> Opened:
        """That message as its page finds it at that desk."""
        return open_message(self.station(of), self.crisis(of), message)

    def cleared(self, text: Text = FIRST) -> str:
        """A message whose circuit is complete, held by everybody."""
        message = self.submitted(text)
        for one in (self.health, self.head, self.authority):
            self.sign(one, message)
        return message

    def apart(self) -> str:
        """A message with two versions, written by two people who had not seen each other."""
        message = self.submitted()
        self.head.desk.do(Revise(message, SECOND))
        self.writer.desk.do(Revise(message, THIRD))
        self.spread(self.writer)
        self.spread(self.head)
        return message

    def do(self, by: Workstation, command: object) -> Done:
        """What one does is held by everybody."""
        done = by.desk.do(command)
        self.spread(by)
        return done

    def close(self) -> None:
        for background in self._backgrounds:
            background.close()
