"""The call cascade of the story: built from who is on call, printed, made by telephone, keyed in when there is time."""

from pathlib import Path

from app.core import cascade_calls, cascade_paper, times
from app.core.cascade import Cascade
from app.core.cascade_commands import LogCall, LogCalls, WriteCascade
from app.demonstration.duties import told
from app.demonstration.scene import Scene, Seat
from app.demonstration.telling import ZONE
from app.documents import call_sheet


def run(scene: Scene, sig: Seat, crisis: str, out: Path) -> str:
    """The cascade (id): its sheet, its results from the paper, then the sheet of the second pass. Nothing is online."""
    telling, desk, reading, calls = scene.telling, sig.workstation.desk, sig.workstation.reading, told().cascade
    targets = reading.targets_on_call(crisis, scene.clock.now())
    id = desk.do(WriteCascade(crisis, calls.title, calls.words, tuple(targets))).id
    _print(scene, sig, id, out)
    entries = reading.vital(crisis).entries
    keyed = cascade_paper.read(
        cascade_paper.rows_of(paper(scene.clock.now())), reading.cascade(id), scene.clock.now(), ZONE
    )
    desk.do(LogCalls(id, tuple(keyed.calls.values())))
    cascade = reading.cascade(id)
    telling.say(f"{cascade.number}, résultats saisis après coup : {cascade_calls.progress(cascade).words}")
    written = reading.vital(crisis).entries - entries
    telling.check(
        not keyed.problems and written == len(calls.called), f"{written} appels, autant de lignes de main courante"
    )
    second = [one.target.name for one in cascade_calls.second_pass(cascade)]
    missed = {one.name for one in calls.called if one.result != "joint"}
    telling.check(set(second) == missed, f"second passage, de lui-même : {', '.join(second)}")
    _print(scene, sig, id, out, second=True)
    return id


def finish(scene: Scene, liaison: Seat, id: str) -> None:
    """The network is back: the same list everywhere, and one call less."""
    telling, one = scene.telling, told().cascade.then
    shown = [_second(seat.workstation.reading.cascade(id)) for seat in scene.seats]
    telling.check(
        len(set(shown)) == 1 and one.name in shown[0],
        f"le même second passage, {len(shown[0])} noms, sur les trois postes",
    )
    target = cascade_paper.named(one.name, liaison.workstation.reading.cascade(id))
    liaison.workstation.desk.do(LogCall(id, target.key, cascade_paper.result(one.result), note=one.note))
    scene.until_settled(liaison.workstation.reading.cascade(id).space)
    left = {_second(seat.workstation.reading.cascade(id)) for seat in scene.seats}
    telling.check(
        left == {tuple(name for name in shown[0] if name != one.name)},
        f"{liaison.prefix} joint {one.name} : il n'y est plus, nulle part",
    )


def paper(now: int) -> str:
    """What was written on the sheet, as somebody keys it in."""
    lines = [
        ";".join((one.name, one.result, times.hour(now - one.ago * times.MINUTE, ZONE), one.note, one.number))
        for one in told().cascade.called
    ]
    return "\n".join(["qui;résultat;heure;remarque;composé", *lines])


def _second(cascade: Cascade) -> tuple[str, ...]:
    return tuple(one.target.name for one in cascade_calls.second_pass(cascade))


def _print(scene: Scene, sig: Seat, id: str, out: Path, second: bool = False) -> None:
    sheet = sig.workstation.reading.call_sheet(id, second)
    pass_ = "-second-passage" if second else ""
    file = out / f"incendie-feuille-appel-{sheet.cascade.number}{pass_}-EXERCICE.pdf"
    sha256 = call_sheet.take_out(sig.workstation.desk, sheet, file)
    scene.telling.say(f"{file.name} : {len(sheet.lines)} à appeler, SHA-256 {sha256[:16]}…")
