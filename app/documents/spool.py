"""The printing system of the machine, where it has one (CUPS): its queues, and a file handed to one as it is, byte for
byte."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass

from app.core.errors import Refused, Unavailable
from app.core.plain_text import without_hidden

ANSWER, DISCOVERY, SUBMISSION = 3, 7, 10  # seconds; lpstat itself looks for 5 on the local network
LONGEST_NAME, LONGEST_TITLE = 127, 255  # bytes: what CUPS and IPP take
KEPT = ("PATH", "HOME", "USER", "LOGNAME", "KRB5CCNAME", "XDG_RUNTIME_DIR")
PAPER = "iso_a4_210x297mm"
SIDES = {False: "one-sided", True: "two-sided-long-edge"}
NO_QUEUE = "Aucune file d’impression sur ce poste : écrivez le PDF avec --out, puis imprimez-le d’un autre."
SILENT = "Le système d’impression ne répond pas : enregistrez le PDF, ou réessayez plus tard. Rien n’a été imprimé."
UNSURE = (
    "L’imprimante n’a pas répondu en {} s : regardez si la feuille sort avant de la demander de nouveau. "
    "Le PDF peut toujours être enregistré."
)
GONE = "La file « {} » n’existe pas, ou plus, sur ce poste : choisissez-en une autre."
NOT_TAKEN = "L’imprimante « {} » n’a pas pris le fichier ({}) : enregistrez le PDF, ou changez-en."
CLOSED = "La file « {} » refuse les travaux : choisissez-en une autre."


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue. `stopped`: why what it is given waits, in the words of the system; empty when it prints."""

    name: str
    description: str
    accepting: bool
    default: bool
    stopped: str = ""

    @property
    def state(self) -> str:
        """In French, as a list of printers shows it."""
        if not self.accepting:
            return "refuse les travaux"
        return "arrêtée : ce qu’on lui donne attend" if self.stopped else "prête"


def queues() -> tuple[Queue, ...]:
    """The queues of this machine, the default one first; none where nothing answers as CUPS does. Never on the window's
    thread. Raises Unavailable when the printing system is there and says nothing."""
    if sys.platform == "win32" or not all(map(shutil.which, ("lp", "lpstat"))):
        return ()
    if "not running" in _answer(ANSWER, "-r"):
        return ()
    closed = _told(_answer(ANSWER, "-a"), r"(\S+) not accepting requests")  # first: one that hangs is known at once
    names = _answer(DISCOVERY, "-e").split()
    if not names:
        return ()
    default = _answer(ANSWER, "-d").rpartition(": ")[2].strip()
    printers = _answer(ANSWER, "-l", "-p")
    stopped = _told(printers, r"printer (\S+) disabled")
    described = _descriptions(printers)
    found = [Queue(n, described.get(n, n), n not in closed, n == default, stopped.get(n, "")) for n in names]
    return tuple(sorted(found, key=lambda queue: not queue.default))


def send(pdf: bytes, name: str, title: str, *, two_sided: bool = False, first_page: int = 0, last_page: int = 0) -> str:
    """Give that file to the queue `name`; what the queue calls the job (`Bureau-12`). From `first_page` to `last_page`,
    the first being 1; all of them when both are 0. It is piped: no copy of it is left on the disk by us.
    Raises Refused (about `printer` or `pages`) or Unavailable."""
    _require_name(name)
    command = ["lp", "-d", name, "-t", _title(title), "-o", f"sides={SIDES[two_sided]}", "-o", f"media={PAPER}"]
    if first_page or last_page:
        if not 0 < first_page <= last_page:
            raise Refused(f"Pages {first_page} à {last_page} : la première vient avant la dernière.", "pages")
        command += ["-P", f"{first_page}-{last_page}"]
    done = _run(command, SUBMISSION, UNSURE.format(SUBMISSION), pdf)
    if done.returncode:
        raise _refusal(name, done.stderr.decode(errors="replace"))
    job = re.search(rf"{re.escape(name.partition('/')[0])}-\d+", done.stdout.decode(errors="replace"))
    return job[0] if job else ""


def chosen(found: tuple[Queue, ...], name: str = "") -> Queue:
    """The queue of that name, by default the one of the machine. Raises Refused, listing those there are."""
    if not found:
        raise Refused(NO_QUEUE, "printer")
    wanted = [queue for queue in found if queue.name == name] if name else [one for one in found if one.default]
    if wanted:
        return wanted[0]
    listed = ", ".join(queue.name for queue in found)
    raise Refused(f"{GONE.format(name) if name else 'Dites quelle imprimante.'} Files d’ici : {listed}.", "printer")


def _require_name(name: str) -> None:
    """A name is never read as an option, nor as several words."""
    short = 0 < len(name.encode()) <= LONGEST_NAME
    if not short or name.startswith("-") or not name.isprintable() or re.search(r"[\s#\"']", name):
        raise Refused(f"« {without_hidden(name)[:LONGEST_NAME]} » n’est pas le nom d’une imprimante.", "printer")


def _title(title: str) -> str:
    return without_hidden(title).encode()[:LONGEST_TITLE].decode(errors="ignore") or "Diapason"


def _refusal(name: str, said: str) -> Exception:
    """What CUPS said no with."""
    if "not accepting" in said:
        return Refused(CLOSED.format(name), "printer")
    if "does not exist" in said or "not found" in said:
        return Refused(GONE.format(name), "printer")
    words = without_hidden(said).strip()[:200]
    return Unavailable(
        f"L’imprimante « {name} » n’a pas pris le fichier ({words}) : enregistrez le PDF, ou changez-en."
    )


def _answer(patience: float, *question: str) -> str:
    """What lpstat says; nothing when it has nothing to say. Raises Unavailable."""
    return _run(["lpstat", *question], patience, SILENT).stdout.decode(errors="replace")


def _run(command: list[str], patience: float, late: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """Run that, in English whatever the workstation speaks, and with the libraries of the system, not with ours.
    Raises Unavailable, in the words of `late` when it does not come back."""
    kept = {key: value for key, value in os.environ.items() if key in KEPT or key.startswith("CUPS_")}
    kept["LC_ALL"] = "C.UTF-8"
    try:
        return subprocess.run(command, input=given, capture_output=True, check=False, timeout=patience, env=kept)
    except subprocess.TimeoutExpired as error:
        raise Unavailable(late) from error
    except (OSError, ValueError) as error:
        raise Unavailable(SILENT) from error


def _told(said: str, pattern: str) -> dict[str, str]:
    """Of each queue that a line so names, what the line below says: why."""
    lines = said.splitlines()
    found = {}
    for place, line in enumerate(lines):
        if named := re.match(pattern, line):
            below = lines[place + 1].strip() if place + 1 < len(lines) else ""
            found[named[1]] = without_hidden(below) or "reason unknown"
    return found


def _descriptions(printers: str) -> dict[str, str]:
    """What each queue is called by people, when they call it otherwise than its name."""
    found, name = {}, ""
    for line in printers.splitlines():
        if named := re.match(r"printer (\S+) ", line):
            name = named[1]
        elif line.startswith("\tDescription: ") and (words := without_hidden(line.partition(": ")[2]).strip()):
            found[name] = words
    return found
