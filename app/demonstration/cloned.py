"""A disk that was copied: two workstations under one name, found at the first exchange, told, and nothing is lost."""

import shutil
from pathlib import Path

from app.core import vault
from app.demonstration import views
from app.demonstration.fire import write
from app.demonstration.gallery import Gallery
from app.demonstration.scene import PASSPHRASE, Scene, Seat, at_rest, lines
from app.demonstration.severed import told
from app.sync.workstation import Workstation, open_profile


def play(scene: Scene, gallery: Gallery, sig: Seat, second: Seat, crisis: str) -> None:
    """Both write, the copy heals, everybody keeps both; the copy is then put away."""
    telling, words = scene.telling, told().cloned
    telling.step(f"Le disque de {second.prefix} a été copié : deux postes sous un même nom")
    folder = scene.folder / "copie"
    copy_disk(second.workstation, folder)
    original = write(scene, second, crisis, words.original)
    scene.until_settled(crisis)
    clone = at_rest(open_profile(folder, vault.open_with_passphrase(folder, PASSPHRASE), scene.clock))
    scene.seats.append(clone)
    twice = write(scene, clone, crisis, words.clone)
    clone.exchanger.start()
    scene.until(lambda: "renewed" in _kinds(clone), "la copie apprend qu'elle en est une")
    scene.until_settled(crisis)
    after = write(scene, clone, crisis, words.after)
    scene.until_settled(crisis)
    telling.say(f"{second.prefix} écrit {original.number} ; la copie, qui n'en sait rien, écrit {twice.number}")
    telling.check("copied" in _kinds(sig), f"{sig.prefix} le dit : {_said(sig, 'copied')}")
    telling.check(not clone.workstation.reading.pending(), f"la copie le dit : {_said(clone, 'renewed')}")
    shown = [{(row.number, row.subject) for row in lines(seat.workstation, crisis)} for seat in scene.seats]
    kept = {row.subject for row in lines(sig.workstation, crisis)}
    telling.check(shown.count(shown[0]) == len(shown) and len(kept) == len(shown[0]), "les deux sont gardées, partout")
    telling.check(after.number != original.number, f"ce que la copie écrit ensuite porte une lettre : {after.number}")
    telling.check(scene.agree(crisis), "la même histoire sur tous les postes, copie comprise")
    scene.seats.remove(clone)
    clone.close()
    views.of_the_alarms(gallery, sig, crisis)


def copy_disk(workstation: Workstation, folder: Path) -> None:
    """The profile as it is on the disk now."""
    with workstation.store.database.write():  # nobody writes meanwhile
        shutil.copytree(workstation.folder, folder)


def _kinds(seat: Seat) -> set[str]:
    return {one.kind for one in seat.workstation.reading.alarms()}


def _said(seat: Seat, kind: str) -> str:
    return next(one.words for one in seat.workstation.reading.alarms() if one.kind == kind)
