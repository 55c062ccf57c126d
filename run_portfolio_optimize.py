"""Optimize the portfolio once: python run_portfolio_optimize.py --help."""

import sys

from bot.command_line import run_program
from bot.programs.optimize import main

if __name__ == "__main__":
    sys.exit(run_program("run_portfolio_optimize.py", main))
