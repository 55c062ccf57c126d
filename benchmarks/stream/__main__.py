"""Memory of the API under many clients of /stream: python -m benchmarks.stream --help.

A real server over a volume that a bot writes to, read by clients of whom some take nothing at all,
for ten minutes. Exit code 1 where a bar is missed. make bench does the same in a minute.
"""

import argparse
import sys

from benchmarks.stream.memory import Plan, stream_lines


def main() -> int:
    """Run the plan, print what came of it, and say whether every bar holds."""
    lines = stream_lines(_plan())
    print("\n".join(map(str, lines)))
    return 0 if all(line.holds for line in lines) else 1


def _plan() -> Plan:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--stuck", type=int, default=10, help="of them, take nothing")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--cycle-seconds", type=float, default=0.5)
    given = parser.parse_args()
    return Plan(
        clients=given.clients,
        stuck=given.stuck,
        seconds=given.minutes * 60,
        cycle_seconds=given.cycle_seconds,
    )


if __name__ == "__main__":
    sys.exit(main())
