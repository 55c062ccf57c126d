"""The process: python -m bot.research."""

import sys

from bot.command_line import run_program
from bot.research.flags import PROGRAM
from bot.research.program import main

if __name__ == "__main__":
    sys.exit(run_program(PROGRAM, main))
