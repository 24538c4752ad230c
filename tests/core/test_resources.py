"""The data that ships with the program is found, and only used if it is all there."""

import pytest

from app.core import resources


@pytest.mark.parametrize(
    "name",
    ["insee/communes.csv", "insee/README.md", "organisations.json", "circuits/standard.json", "fonts"],
)
def test_what_the_program_reads_is_there(name):
    assert resources.path(name).exists()
