"""Optimize the portfolio once: python run_portfolio_optimize.py --help."""

import sys

from tools.cli import run_program
from tools.optimize.program import main

if __name__ == "__main__":
    sys.exit(run_program("run_portfolio_optimize.py", main))
