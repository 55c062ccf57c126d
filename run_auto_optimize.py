"""Optimize every asset again and again: python run_auto_optimize.py --help."""

import sys

from bot.command_line import run_program
from bot.programs.auto_optimize import main

if __name__ == "__main__":
    sys.exit(run_program("run_auto_optimize.py", main))
