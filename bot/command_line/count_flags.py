"""The flags of programs that count over many series, some of them real."""

import argparse
import os
from pathlib import Path

from bot.command_line.answers import as_argument, count

_BESIDE_THE_CHECKOUT = Path(__file__).resolve().parents[3] / "shared" / "data"


def add_count_flags(parser: argparse.ArgumentParser) -> None:
    """Add --jobs and --real-data."""
    has_affinity = hasattr(os, "sched_getaffinity")
    parser.add_argument(
        "--jobs",
        type=as_argument(count(1)),
        default=len(os.sched_getaffinity(0)) if has_affinity else os.cpu_count() or 1,
        metavar="N",
        help="processes (default: all cores)",
    )
    parser.add_argument(
        "--real-data",
        type=Path,
        default=Path(os.environ.get("REAL_DATA_DIR") or _BESIDE_THE_CHECKOUT),
        metavar="FOLDER",
        help="the folder of real candles (default: REAL_DATA_DIR)",
    )
