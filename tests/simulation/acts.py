"""What people do: write, rectify, sign, come and go, all of it through the desk of their workstation."""

from collections.abc import Callable
from hashlib import sha256

from app.core import circuits
from app.core.circuits import Circuit, Step
from app.core.entries import Attachment
from app.core.entry_commands import Amend, Attach, Handle, Record, Triage
from app.core.errors import Refused
from app.core.figure_commands import AmendFigure, RecordFigure
from app.core.message_commands import (
    Arbitrate,
    ConfirmVisa,
    Dispatch,
    Draft,
    Embargo,
    GiveVisa,
    LiftEmbargo,
    PhoneVisa,
    Reexamine,
    Return,
    Revise,
    SetCircuit,
    Submit,
    Withdraw,
)
from app.core.register import Draft as Written
from app.core.registers.crisis import EditCrisis, OpenCrisis
from app.core.registers.members import AddMember, RemoveMember
from app.core.texts import Text
from tests.simulation.station import Crash, Station
from tests.simulation.world import World

SUBJECTS = ("Trois blessés", "Fumée noire", "Route coupée", "École évacuée", "Rumeur d'explosion")
BODIES = ("Fermez les fenêtres.", "Ouvrez les fenêtres.", "Restez à l'abri.", "Appelez le [numéro].")
ASSOCIATED = ("INT", "SAN")
STEPS = {step.id: step for step in circuits.load().steps}
FINAL, HEAD, MINISTRIES = STEPS["authority"], STEPS["coordination"], STEPS["organisations"]
HEALTH = Step("sante", "visa de la Santé", "organisations", ("LIA",), organisations=("SAN",))
CIRCUITS = (
    Circuit("standard", "sans les ministères", (HEAD, FINAL)),
    Circuit("standard", "avec la Santé", (HEALTH, HEAD, FINAL)),
    circuits.load(),
)
Act = Callable[[World], None]


def open_crisis(world: World) -> None:
    """SIG1 opens a second crisis; a few are given their role in it."""
    if len(world.known.crises) > 1:
        return
    opener = world.at["SIG1"]
    values = {"title": "Incendie", "frame": "exercise", "nature": "industrial", "lead": "INT"}
    crisis = world.do(opener, OpenCrisis(**values, associated=ASSOCIATED))  # type: ignore[arg-type]
    if not crisis:
        return
    world.known.crises.append(crisis)
    others = [one for one in world.stations if one is not opener]
    for one in world.chance.sample(others, len(others) // 2):
        world.do(opener, AddMember(crisis, world.person[one.prefix], one.seat.role))


def record(world: World) -> None:
    station, crisis = world.anybody(), world.pick(world.known.crises)
    done = world.do(station, Record(crisis, world.pick(SUBJECTS), occurred_at=world.now, sender="SDIS 76"))
    if done:
        world.known.entries.append((crisis, done))


def amend(world: World) -> None:
    if world.known.entries:
        _, entry = world.pick(world.known.entries)
        field = world.pick(("subject", "content", "sender"))
        world.do(world.anybody(), Amend(entry, {field: f"{world.step} {world.pick(SUBJECTS)}"}, "nouveau point"))


def handle(world: World) -> None:
    if world.known.entries:
        _, entry = world.pick(world.known.entries)
        if world.chance.random() < 0.5:
            world.do(world.anybody(), Handle(entry, {"priority": world.chance.randint(1, 3)}))
        else:
            world.do(world.anybody(), Triage(entry, world.pick(("to_decide", "to_pass_on", "closed")), "vu"))


def amend_apart(world: World) -> None:
    """Two people rectify one field, neither knowing of the other."""
    if not world.known.entries:
        return
    _, entry = world.pick(world.known.entries)
    for station in world.chance.sample(world.stations, 2):
        world.do(station, Amend(entry, {"subject": f"{station.prefix} {world.step}"}, "autre source"))


def attach(world: World) -> None:
    if world.known.entries:
        _, entry = world.pick(world.known.entries)
        content = b"%PDF-1.4 " + world.chance.randbytes(40)
        file = Attachment(sha256(content).hexdigest(), f"note-{world.step}.pdf", len(content), "application/pdf")
        world.do(world.anybody(), Attach(entry, (file,)), [content])


def figure(world: World) -> None:
    station, crisis = world.anybody(), world.pick(world.known.crises)
    value = str(world.chance.randrange(200))
    done = world.do(station, RecordFigure(crisis, "Blessés", value, "SDIS 76", cutoff=world.now))
    if done:
        world.known.figures.append((crisis, done))


def amend_figure(world: World) -> None:
    if world.known.figures:
        _, one = world.pick(world.known.figures)
        world.do(world.anybody(), AmendFigure(one, {"value": str(world.chance.randrange(200))}, "recompté"))


def edit_crisis(world: World) -> None:
    world.do(world.anybody(), EditCrisis(world.pick(world.known.crises), {"title": f"Incendie {world.step}"}))


def newer(world: World) -> None:
    """A workstation whose program is more recent writes what others do not know."""
    station, crisis = world.anybody(), world.pick(world.known.crises)
    try:
        with station.store.write() as transaction:
            grants = transaction.view().grants(crisis)
            if not grants:
                return
            written = transaction.sign(Written("entry.sparkled", {"fields": {"x": world.step}}, crisis), grants[0].id)
            transaction.append(written)
    except (Refused, Crash):
        return
    finally:
        world.touched.add(station.prefix)
        world.ledger.acted(station)
    world.tell(f"{station.prefix} écrit une opération d'un genre plus récent")


# -- messages


def draft(world: World) -> None:
    station, crisis = world.anybody(), world.pick(world.known.crises)
    write(world, station, crisis)


def write(world: World, station: Station, crisis: str) -> str:
    message = world.do(station, Draft(crisis, "line", Text("Titre", world.pick(BODIES[:3]))))
    if message:
        world.known.messages.append((crisis, message))
    return message


def _of_message(make: Callable[[World, str], object]) -> Act:
    def act(world: World) -> None:
        if world.known.messages:
            _, message = world.pick(world.known.messages[-3:])
            world.do(world.anybody(), make(world, message))

    return act


revise = _of_message(lambda world, message: Revise(message, Text("Titre", world.pick(BODIES))))
submit = _of_message(lambda world, message: Submit(message, None, world.pick(("", "", "urgent"))))
send_back = _of_message(lambda world, message: Return(message, None, "à revoir"))
withdraw = _of_message(lambda world, message: Withdraw(message, "erreur"))
reexamine = _of_message(lambda world, message: Reexamine(message, "le texte tient"))
embargo = _of_message(lambda world, message: Embargo(message, None, "Europe/Paris", "familles"))
lift = _of_message(lambda world, message: LiftEmbargo(message, "familles informées"))
dispatch = _of_message(lambda world, message: Dispatch(message, None, "sms", to="tous", degraded="réseau coupé"))
sign = _of_message(
    lambda world, message: GiveVisa(message, None, world.pick(("favourable",) * 5 + ("unfavourable", "abstention")))
)


def telephone(world: World) -> None:
    if world.known.messages:
        _, message = world.pick(world.known.messages[-3:])
        who = world.pick(("Dominique Roy", "Léa Aubert", "Camille Morvan", "Paul Martin"))
        step, of = world.pick((("authority", ""), ("coordination", ""), ("organisations", "INT")))
        world.do(world.anybody(), PhoneVisa(message, None, step, "favourable", who, "", of, "0142"))


def look(station: Station, message: str) -> object | None:
    """The message as that workstation reads it, if it knows it."""
    try:
        return station.reading.message(message)
    except Refused:
        return None


def arbitrate(world: World) -> None:
    if world.known.messages:
        _, message = world.pick(world.known.messages[-3:])
        station = world.anybody()
        found = look(station, message)
        heads = getattr(found, "heads", ())
        if len(heads) > 1:
            world.do(station, Arbitrate(message, world.pick(heads).label, "plus clair"))
        for visa in getattr(found, "visas", ()):
            if visa.recorded and not visa.confirmed:
                world.do(station, ConfirmVisa(message, visa.id))


def set_circuit(world: World) -> None:
    world.do(world.pick(world.stations), SetCircuit(world.pick(world.known.crises), world.pick(CIRCUITS)))


def go_round(world: World) -> None:
    """Somebody writes, and all sign one after the other; somebody perhaps does not, the circuit perhaps changes, the
    text perhaps does."""
    crisis = world.known.crises[0]
    author = world.anybody()
    message = write(world, author, crisis)
    world.exchange(author)
    head = world.at["SIG1"]
    world.exchange(head)
    if not message or look(head, message) is None:
        return
    how = world.pick(("", "urgent"))
    world.do(head, Submit(message, None, how))
    world.exchange(head)
    signers = [one for one in world.stations if one.seat.role in ("LIA", "CCOM", "DIR")]
    signers.sort(key=lambda one: ("LIA", "CCOM", "DIR").index(one.seat.role))
    trick, when = (
        world.pick(("", "", "", "revise", "circuit", "remove", "role", "object")),
        world.chance.randrange(len(signers)),
    )
    for place, one in enumerate(signers):
        world.exchange(one)
        if place == when:
            _trouble(world, trick, crisis, message, head)
        if trick == "object" and one.prefix == "SIG2":
            continue
        world.do(one, GiveVisa(message, None, "favourable"))
        world.exchange(one)
    world.exchange(head)


def _trouble(world: World, trick: str, crisis: str, message: str, head: Station) -> None:
    director = world.person["PM1"]
    match trick:
        case "revise":
            world.do(world.anybody(), Revise(message, Text("Titre", world.pick(BODIES))))
        case "circuit":
            world.do(head, SetCircuit(crisis, world.pick(CIRCUITS)))
        case "remove":
            world.do(head, RemoveMember(crisis, director, "relève"))
            if world.chance.random() < 0.5:
                world.exchange(head)
        case "object" if "SIG2" in world.at:
            world.do(head, GiveVisa(message, None, "favourable"))
            world.do(world.at["SIG2"], GiveVisa(message, None, "unfavourable"))
        case "role":
            world.do(head, AddMember(crisis, director, "CCOM"))


def sign_twice(world: World) -> None:
    """The director holds the cell too, and would be alone to sign."""
    crisis, head, director = world.known.crises[0], world.at["SIG1"], world.at["PM1"]
    world.do(head, AddMember(crisis, world.person["PM1"], "CCOM"))
    message = write(world, head, crisis)
    if message:
        world.do(head, Submit(message, None, "urgent"))
        world.exchange(head)
        for _ in range(2):
            world.exchange(director)
            world.do(director, GiveVisa(message, None, "favourable"))


# -- coming and going


def add_member(world: World) -> None:
    one = world.anybody()
    role = world.pick((one.seat.role, one.seat.role, "DIR", "CCOM", "RED"))
    world.do(world.anybody(), AddMember(world.pick(world.known.crises), world.person[one.prefix], role))


def remove_member(world: World) -> None:
    one = world.anybody()
    world.do(world.anybody(), RemoveMember(world.pick(world.known.crises), world.person[one.prefix], "relève"))


def add_and_remove_apart(world: World) -> None:
    """One gives a role to a person whom another removes, neither knowing of the other."""
    heads = [one for one in world.stations if one.seat.role in ("CCOM", "DIR", "ADM")]
    one, other = world.chance.sample(heads, 2)
    whom = world.person[world.anybody().prefix]
    crisis = world.pick(world.known.crises)
    world.do(one, RemoveMember(crisis, whom, "relève"))
    world.do(other, AddMember(crisis, whom, "RED"))
    for each in (one, other) if world.chance.random() < 0.5 else (other, one):
        world.exchange(each)


def exchange(world: World) -> None:
    world.exchange(world.anybody())


def exchange_several(world: World) -> None:
    for one in world.chance.sample(world.stations, world.chance.randint(2, len(world.stations))):
        world.exchange(one)


ACTS: tuple[tuple[str, str, int, Act], ...] = (
    ("words", "record", 8, record),
    ("words", "amend", 4, amend),
    ("words", "amend_apart", 2, amend_apart),
    ("words", "handle", 2, handle),
    ("words", "attach", 1, attach),
    ("words", "figure", 2, figure),
    ("words", "amend_figure", 1, amend_figure),
    ("words", "edit_crisis", 1, edit_crisis),
    ("words", "newer", 1, newer),
    ("visas", "draft", 2, draft),
    ("visas", "revise", 1, revise),
    ("visas", "submit", 2, submit),
    ("visas", "sign", 4, sign),
    ("visas", "telephone", 1, telephone),
    ("visas", "arbitrate", 1, arbitrate),
    ("visas", "send_back", 1, send_back),
    ("visas", "withdraw", 1, withdraw),
    ("visas", "reexamine", 1, reexamine),
    ("visas", "embargo", 1, embargo),
    ("visas", "lift", 1, lift),
    ("visas", "dispatch", 1, dispatch),
    ("visas", "set_circuit", 1, set_circuit),
    ("rounds", "go_round", 2, go_round),
    ("rounds", "sign_twice", 1, sign_twice),
    ("people", "add_member", 1, add_member),
    ("people", "remove_member", 1, remove_member),
    ("people", "add_and_remove_apart", 1, add_and_remove_apart),
    ("people", "open_crisis", 1, open_crisis),
    ("exchange", "exchange", 12, exchange),
    ("exchange", "exchange_several", 6, exchange_several),
)
