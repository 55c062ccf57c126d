"""Nothing that a user sees changes unnoticed: command lines against hashes of what they showed.

Where a change is meant, look at it first (`python -m tests.golden --help` tells how to hold two
checkouts against each other), then write the hashes anew.
"""

import json
from pathlib import Path

import pytest

from tests.golden.cases import all_cases
from tests.golden.kept import keep
from tests.golden.lab import Lab
from tests.golden.markets import invented_markets

ROOT = Path(__file__).resolve().parents[2]
HASHES = json.loads((ROOT / "tests" / "golden" / "hashes.json").read_text())
CASES = all_cases(invented_markets())

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_command_line_shows_and_writes_what_it_did(case, tmp_path):
    parts = Lab(tree=ROOT, exact=False).run(case)

    kept = keep(tmp_path, case.name, parts)

    assert kept == HASHES.get(case.name), (
        f"python -m tests.golden OUT --only {case.name} here and with --tree of another checkout "
        f"shows what differs; this run is in {tmp_path}"
    )


def test_every_hash_has_its_case_and_every_case_its_own_name():
    assert sorted(HASHES) == sorted(case.name for case in CASES)
