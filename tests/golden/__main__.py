"""python -m tests.golden OUT_DIR: run every case on a tree and keep what a user sees.

Before and after a change that must change nothing (any two checkouts, one program):

    python -m tests.golden before --tree ../old --exact
    python -m tests.golden after --exact --against before

With --data FOLDER on real candles and at length, else on invented ones. OUT_DIR gets hashes.json
(case name to sha256) and texts/, a folder of texts for each case, for `diff -r`. The committed
hashes are those of a run without --exact: `cp OUT_DIR/hashes.json tests/golden/hashes.json`.
"""

import argparse
import sys
import time
from pathlib import Path

from tests.golden.cases import all_cases
from tests.golden.kept import differing, keep, run_all, write_hashes
from tests.golden.lab import Lab
from tests.golden.markets import invented_markets, real_markets

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> int:
    """Run, keep and compare; 1 where a case differs from --against."""
    given = parser().parse_args(arguments)
    markets = invented_markets() if given.data is None else real_markets(given.data)
    cases = [case for case in all_cases(markets) if given.only in case.name]
    lab = Lab(tree=given.tree.resolve(), exact=given.exact)
    began = time.monotonic()
    hashes = {}
    for name, parts in run_all(lab, cases, jobs=given.jobs):
        hashes[name] = keep(given.out, name, parts)
        say(f"{len(hashes)} of {len(cases)}, {time.monotonic() - began:.0f} s: {name}")
    write_hashes(given.out, hashes)
    if given.against is None:
        return 0
    found = differing(given.against, hashes, only=given.only)
    say("the same" if not found else f"{len(found)} differ: {', '.join(found)}")
    return 1 if found else 0


def parser() -> argparse.ArgumentParser:
    """The flags."""
    flags = argparse.ArgumentParser(
        prog="python -m tests.golden",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    flags.add_argument("out", type=Path, metavar="OUT_DIR")
    flags.add_argument("--tree", type=Path, default=ROOT, help="the checkout that is run")
    flags.add_argument("--data", type=Path, help="the folder of real data")
    flags.add_argument("--exact", action="store_true", help="every bit of a number counts")
    flags.add_argument("--only", default="", help="cases whose name holds this text")
    flags.add_argument("--jobs", type=int, default=2, help="cases at a time")
    flags.add_argument("--against", type=Path, help="an earlier OUT_DIR")
    return flags


def say(line: str) -> None:
    """Tell the person who waits."""
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
