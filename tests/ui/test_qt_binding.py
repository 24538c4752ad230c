"""The Qt binding keeps the count of None, True and False (docs/decisions/001-pyside6-below-6.12.md).

PySide6 6.12.0 on Python 3.10 and 3.11 loses one reference at each Qt call that returns None or a bool; the process
aborts after some thousands of calls, long after a short test has passed. So the loss is measured, not awaited, and in
another process: this one must not be the one that dies. From Python 3.12 on these three values cannot die.
"""

import json
import subprocess
import sys

import pytest

CALLS = 5_000
NOISE = 50  # what the interpreter itself adds or drops meanwhile; the defect would lose CALLS

MEASURE = """
import ctypes, json, sys
from PySide6.QtCore import QObject

def drift(value, call, times):
    call()
    before = sys.getrefcount(value)
    for _ in range(times):
        call()
    return sys.getrefcount(value) - before

def lose_none():
    ctypes.pythonapi.Py_DecRef(ctypes.py_object(None))

subject = QObject()
silenced = QObject()
silenced.blockSignals(True)
times = int(sys.argv[1])
print(json.dumps({
    "None": drift(None, lambda: subject.setObjectName("x"), times),
    "True": drift(True, silenced.signalsBlocked, times),
    "False": drift(False, subject.signalsBlocked, times),
    "lost on purpose": drift(None, lose_none, 200),
}))
"""


@pytest.fixture(scope="module")
def drifts() -> dict[str, int]:
    """By how much each count moved while Qt returned that value CALLS times."""
    measured = subprocess.run(
        [sys.executable, "-c", MEASURE, str(CALLS)], capture_output=True, text=True, check=True, timeout=60
    )
    return json.loads(measured.stdout)


@pytest.mark.parametrize("value", ["None", "True", "False"])
def test_thousands_of_qt_calls_lose_no_reference(drifts: dict[str, int], value: str) -> None:
    assert abs(drifts[value]) < NOISE


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None n'a plus de compte de références depuis Python 3.12")
def test_a_lost_reference_would_be_seen(drifts: dict[str, int]) -> None:
    assert drifts["lost on purpose"] < -NOISE
