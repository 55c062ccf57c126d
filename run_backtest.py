"""Backtest one symbol: python run_backtest.py --help."""

import sys

from bot.command_line import run_program
from bot.programs.backtest import main

if __name__ == "__main__":
    sys.exit(run_program("run_backtest.py", main))
