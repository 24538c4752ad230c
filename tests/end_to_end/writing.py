"""A workstation that writes until it is killed, printing each number only once the write is acknowledged.

Run as `python -m tests.end_to_end.writing FOLDER CRISIS`.
"""

import sys
from pathlib import Path

from app.core import vault
from app.core.clock import Clock
from app.core.entry_commands import Amend, Record
from app.sync.workstation import open_profile
from tests.end_to_end.desks import PASSPHRASE


def main() -> None:
    folder, crisis = Path(sys.argv[1]), sys.argv[2]
    workstation = open_profile(folder, vault.open_with_passphrase(folder, PASSPHRASE), Clock())
    for number in range(100_000):
        done = workstation.desk.do(Record(crisis, f"Entrée {number}", "texte " * 40))
        print(done.label, flush=True)
        if number % 3 == 0:
            workstation.desk.do(Amend(done.id, {"subject": f"Rectifiée {number}"}, "essai"))


main()
