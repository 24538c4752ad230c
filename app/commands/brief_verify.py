"""`brief verify`: of which brief a file, or a sheet of paper by its code, is the copy, and what it is worth now."""

from argparse import Namespace
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from app.commands.call import Call
from app.commands.disk import bytes_of
from app.commands.parsing import Among, command
from app.core import brief_verdict, brief_verification
from app.core.brief_verdict import UNKNOWN, Verdict
from app.core.errors import Refused


def arrange(among: Among) -> None:
    """Among the commands of `brief`."""
    verifying = command(among, "verify", "dire quel point est ce fichier ou ce papier, et s'il est en vigueur", _verify)
    verifying.add_argument("file", type=Path, nargs="?", metavar="F.pdf", help="un point, une annexe, un exemplaire")
    verifying.add_argument("--code", metavar="CODE", help="ce que dit le code carré : PDS-SIG1-012 7D1E40B9C2A6… 3/15")
    verifying.set_defaults(check=_fault)


def _fault(options: Namespace) -> str:
    if (options.file is None) == (options.code is None):
        return "donnez un fichier PDF, ou le code d'un papier avec --code."
    return ""


def _verify(call: Call) -> None:
    options = call.options
    if options.code is not None:
        _tell(call, brief_verification.of_code(call.reading, options.code))
        return
    name, pdf = str(options.file), bytes_of(options.file, brief_verification.MOST)
    try:
        found = brief_verification.of_file(call.reading, pdf)
    except Refused as refused:
        if call.speech.as_json:  # no whole PDF is no brief of this workstation either
            unknown = Verdict(UNKNOWN, sha256(pdf).hexdigest(), False, name=name)
            call.speech.say(brief_verdict.plain(unknown), "")
        raise brief_verdict.about(name, refused) from refused
    _tell(call, replace(found, name=name))


def _tell(call: Call, found: Verdict) -> None:
    """Raises Refused for what is not here as it was frozen."""
    said = [f"{name:<13}  {words}" for name, words in brief_verdict.lines(found)]
    if call.speech.as_json or found.brief is not None:
        state = brief_verdict.STATES[found.state].upper()
        call.speech.say(brief_verdict.plain(found), "\n".join((state, brief_verdict.sentence(found), *said)))
    if not found.sound:
        raise brief_verdict.about(found.name, Refused(brief_verdict.sentence(found), "file"))
