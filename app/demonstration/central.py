"""A real central server, in a process of its own, that can be stopped and started again at the same address."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Timer

from app.core import resources
from app.core.errors import Unavailable

READY_WITHIN, STOPPED_WITHIN = 30.0, 10.0  # seconds
CODE = Path(resources.__file__).parents[2]  # where `python -m app.server` is found


class Central:
    """The server of one folder, on SQLite and on this machine only."""

    def __init__(self, data: Path):
        self._data, self._port = data, 0
        self._process: subprocess.Popen[str] | None = None
        self.url = ""

    def found(self) -> str:
        """Founds the service; the first administrator's invitation."""
        command = [*_server("init"), "--json", "--data", str(self._data)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=CODE, env=_environment(), check=False)
        if done.returncode:
            raise Unavailable(f"Le serveur n'a pas pu être créé : {done.stderr.strip()}")
        return str(json.loads(done.stdout)["invitation"])

    def start(self) -> None:
        """Serves, at the former address if there was one. Returns once it answers."""
        command = [*_server("serve"), "--data", str(self._data), "--port", str(self._port)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=CODE, env=_environment())
        assert self._process.stdout is not None
        late = Timer(READY_WITHIN, self._process.kill)
        late.start()
        ready = self._process.stdout.readline().split()
        late.cancel()
        if ready[:1] != ["ready"]:
            self.stop()
            raise Unavailable("Le serveur central n'a pas démarré.")
        self.url = ready[1]
        self._port = int(self.url.rpartition(":")[2])

    def held(self, traces: Sequence[str]) -> set[str]:
        """Those of these words that the files of its database hold, wherever it is."""
        found = b"".join(file.read_bytes() for file in self._data.glob("*.db*"))
        return {trace for trace in traces if trace.encode() in found}

    def stop(self) -> int | None:
        """Ends the process, by its own handle; its exit code, None when it was not running."""
        process, self._process = self._process, None
        if process is None:
            return None
        process.terminate()
        try:
            return process.wait(STOPPED_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()
        finally:
            if process.stdout is not None:
                process.stdout.close()


def _server(command: str) -> list[str]:
    return [sys.executable, "-m", "app.server", command]


def _environment() -> dict[str, str]:
    """Ours, without a database that would not be the demonstration's own."""
    return {name: value for name, value in os.environ.items() if name != "DIAPASON_DATABASE_URL"}
