"""make chaos: many seeds, and what became of them as a table; exit code 1 where something fails.

Time is made: it passes where the bot waits or asks, and a kill comes after so many function calls.
So `python -m tests.chaos --first SEED --seeds 1 --keep DIR` makes the run of a seed again, to the
last byte. With --machine-time it is the machine's, at 60 seconds of the exchange a second.
"""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from tests.chaos.many_runs import all_verdicts
from tests.chaos.verdict import Verdict


def main() -> int:
    """Run the seeds on some processes and print what they came to."""
    given = _parser().parse_args()
    seeds = range(given.first, given.first + given.seeds)
    begun, verdicts = time.monotonic(), []
    for judged in all_verdicts(seeds, given.jobs, given.keep, is_exact=not given.machine_time):
        verdicts.append(judged)
        for fault in judged.faults:
            print(f"seed {judged.seed} {judged.fingerprint}: {fault}", flush=True)
        if len(verdicts) % 50 == 0:
            print(f"{len(verdicts)} runs after {time.monotonic() - begun:.0f} s", flush=True)
    print(table(verdicts))
    return 1 if any(judged.faults for judged in verdicts) else 0


def table(verdicts: list[Verdict]) -> str:
    """What all runs came to."""
    faults = Counter(fault.split(":")[0] for judged in verdicts for fault in judged.faults)
    met = Counter(kind for judged in verdicts for kind in judged.met)
    rows = {
        "runs": len(verdicts),
        "runs with a fault": sum(bool(judged.faults) for judged in verdicts),
        "kills": sum(judged.kills for judged in verdicts),
        "entries": sum(judged.entries for judged in verdicts),
        "exits": sum(judged.exits for judged in verdicts),
        "longest without a stop (s of the exchange)": round(
            max((judged.unprotected_ms for judged in verdicts), default=0.0) / 1000
        ),
        **{f"met: {kind}": count for kind, count in sorted(met.items())},
        **faults,
    }
    return "\n".join(f"{name:<45}{count:>10,}" for name, count in rows.items())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seeds", type=int, default=50, help="how many (default: 50)")
    parser.add_argument("--first", type=int, default=0, help="the first seed (default: 0)")
    parser.add_argument("--jobs", type=int, default=3, help="runs at once (default: 3)")
    parser.add_argument("--keep", type=Path, help="keep what the runs leave in this folder")
    parser.add_argument(
        "--machine-time", action="store_true", help="the machine's clock; no run is made again"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
