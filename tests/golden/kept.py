"""Results of cases: run, hashed, kept and compared."""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from tests.golden.case import Case
from tests.golden.lab import Lab


def run_all(
    lab: Lab, cases: Sequence[Case], *, jobs: int
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Name and outputs of each case as it ends, `jobs` at a time."""
    with ThreadPoolExecutor(jobs) as threads:
        running = {threads.submit(lab.run, case): case.name for case in cases}
        for done in as_completed(running):
            yield running[done], done.result()


def digest(parts: Mapping[str, str]) -> str:
    """One sha256 over the names and texts of all outputs."""
    found = hashlib.sha256()
    for name, text in sorted(parts.items()):
        found.update(f"{name}\0{text}\0".encode())
    return found.hexdigest()


def keep(out: Path, case: str, parts: Mapping[str, str]) -> str:
    """Write the texts under `out`/texts/`case` in place of earlier ones, and give their digest."""
    shutil.rmtree(out / "texts" / case, ignore_errors=True)
    for name, text in parts.items():
        path = out / "texts" / case / name.replace("?", "_")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return digest(parts)


def write_hashes(out: Path, hashes: Mapping[str, str]) -> None:
    """Write `out`/hashes.json; earlier hashes of other cases stay."""
    known = {**read_hashes(out), **hashes}
    (out / "hashes.json").write_text(json.dumps(dict(sorted(known.items())), indent=1) + "\n")


def read_hashes(out: Path) -> dict[str, str]:
    """Case name to sha256 of an earlier run; {} where there was none."""
    file = out / "hashes.json"
    return dict(json.loads(file.read_text())) if file.exists() else {}


def differing(earlier: Path, hashes: Mapping[str, str], *, only: str = "") -> list[str]:
    """Cases of which one side lacks a hash or has another one."""
    before = read_hashes(earlier)
    names = sorted(name for name in {*before, *hashes} if only in name)
    return [name for name in names if before.get(name) != hashes.get(name)]
