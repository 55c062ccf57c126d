"""Print a line for each field case: python -m tests.field_cases FOLDER."""

import sys
from pathlib import Path

from tests.field_cases import FIELD_CASES, outcome_of

folder = Path(sys.argv[1]).resolve()
for name, case in FIELD_CASES.items():
    sys.stdout.write(f"{name}: {outcome_of(folder / name, case).line}\n")
