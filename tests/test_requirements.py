"""The locked versions install wherever the project says that it runs."""

from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.txt", "requirements-dev.txt")
OLDEST_PYTHON = "3.11.0"
"""pip chooses versions for the Python that locks; Debian 12, for one, has 3.11.2."""


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_version_installs_on_the_oldest_python_that_we_promise(lock: str) -> None:
    too_new = {
        line: needs
        for line in locked(lock)
        if (needs := distribution(Requirement(line).name).metadata.get("Requires-Python"))
        and not SpecifierSet(needs).contains(OLDEST_PYTHON)
    }
    assert too_new == {}


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_holds_exact_versions_only(lock: str) -> None:
    assert [line for line in locked(lock) if "==" not in line] == []


def locked(lock: str) -> list[str]:
    lines = (ROOT / lock).read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]
