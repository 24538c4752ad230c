"""One call of the command line: what was typed, where the answer goes, and the workstation once it is open."""

import argparse
from functools import cached_property
from pathlib import Path

from app.commands import profile
from app.commands.speech import Speech
from app.core.clock import Clock
from app.core.desk import Desk
from app.core.store.reading import Reading
from app.sync.workstation import Workstation, open_profile


class Call:
    """The profile is opened the first time a command asks for it."""

    def __init__(self, options: argparse.Namespace, speech: Speech, clock: Clock):
        self.options, self.speech, self.clock = options, speech, clock
        self.folder: Path = options.profile or profile.default_folder()

    @cached_property
    def workstation(self) -> Workstation:
        return open_profile(self.folder, profile.key(self.folder), self.clock)

    @property
    def desk(self) -> Desk:
        return self.workstation.desk

    @property
    def reading(self) -> Reading:
        return self.workstation.reading

    def close(self) -> None:
        if "workstation" in self.__dict__:
            self.workstation.close()
