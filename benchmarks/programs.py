"""How long whole programs take."""

import sys
from pathlib import Path

from benchmarks.rounds import best_seconds, program
from benchmarks.workload import long_history

ROOT = Path(__file__).resolve().parents[1]
READ_ONLY = "import numba, pandas, sys; pandas.read_csv(sys.argv[1], index_col=0, parse_dates=True)"
"""What the program must do at least: import what it computes with, and read the file."""


def backtest_seconds(folder: Path, rounds: int) -> dict[str, float]:
    """run_backtest.py on a long history, and the imports with pandas.read_csv alone."""
    file = str(long_history(folder))
    backtest = [sys.executable, str(ROOT / "run_backtest.py"), "--csv", file, "--yes", "--quiet"]
    return best_seconds(
        {
            "backtest": program(backtest),
            "read_csv": program([sys.executable, "-c", READ_ONLY, file]),
        },
        rounds,
    )


def help_seconds(rounds: int) -> dict[str, float]:
    """--help of every program."""
    files = sorted(ROOT.glob("run_*.py"))
    commands = {file.name: [str(file)] for file in files} | {"bot.bot": ["-m", "bot.bot"]}
    return best_seconds(
        {name: program([sys.executable, *command, "--help"]) for name, command in commands.items()},
        rounds,
    )
