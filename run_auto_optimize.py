"""Optimize every asset again and again: python run_auto_optimize.py --help."""

import sys

from tools.cli import run_program
from tools.optimize.service import main

if __name__ == "__main__":
    sys.exit(run_program("run_auto_optimize.py", main))
