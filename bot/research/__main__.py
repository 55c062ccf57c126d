"""The process: python -m bot.research."""

import sys

from bot.command_line import run_program
from bot.programs.research.flags import PROGRAM
from bot.programs.research.program import main

if __name__ == "__main__":
    sys.exit(run_program(PROGRAM, main))
