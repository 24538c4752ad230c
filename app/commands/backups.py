"""`backup`, `restore`, `rescue`: a copy of this workstation, another life of it, and what a damaged disk leaves."""

from dataclasses import asdict
from pathlib import Path

from app.commands import profile
from app.commands.call import Call
from app.commands.parsing import Among, command
from app.core import backup
from app.core.attachments import weighed
from app.sync.rescuing import SOUND, is_sound, met, rescue_profile, words
from app.sync.workstation import open_profile


def arrange(commands: Among) -> None:
    saving = command(commands, "backup", "sauvegarder ce poste dans un fichier chiffré", _backup)
    saving.add_argument("--out", type=Path, required=True, metavar="FICHIER", help="le fichier à écrire")
    restoring = command(commands, "restore", "faire d'une sauvegarde un nouveau poste (--profile : où)", _restore)
    restoring.add_argument("file", type=Path, metavar="FICHIER", help="la sauvegarde")
    command(commands, "rescue", "rendre tout ce qui peut l'être d'un journal endommagé", _rescue)


def _backup(call: Call) -> None:
    out: Path = call.options.out
    size = backup.write(call.workstation.store.database, call.folder, out)
    said = f"Ce poste est sauvegardé dans {out} ({weighed(size)}), chiffré : la phrase secrète l'ouvre."
    call.speech.say({"file": str(out), "bytes": size}, said)


def _restore(call: Call) -> None:
    key = backup.restore(call.options.file, call.folder, profile.key, call.clock)
    workstation = open_profile(call.folder, key, call.clock)
    try:
        me = workstation.reading.me()
        values = {"workstation": me.workstation, "person": me.name, "pending": workstation.reading.pending()}
    finally:
        workstation.close()
    said = f"Le poste {values['workstation']} ({values['person']}) est restauré dans {call.folder}. Ne gardez pas "
    call.speech.say(values, f"{said}l'ancien ouvert : échangez d'abord avec le serveur (« diapason sync »).")


def _rescue(call: Call) -> None:
    key = profile.key(call.folder)
    if is_sound(call.folder, key):
        return call.speech.say({"sound": True}, SOUND)
    report = rescue_profile(call.folder, key, call.clock)
    outcome = met(call.folder, key, call.clock)
    values = {"sound": False, **asdict(report)}
    values |= {"sent": outcome.sent if outcome else None, "received": outcome.received if outcome else None}
    return call.speech.say(values, words(report, outcome))
