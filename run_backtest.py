"""Backtest one symbol: python run_backtest.py --help."""

import sys

from tools.backtest.program import main
from tools.cli import run_program

if __name__ == "__main__":
    sys.exit(run_program("run_backtest.py", main))
