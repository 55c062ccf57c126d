"""The process: python -m bot.research."""

import sys

from bot.command_line import run_program
from bot.programs.research import main
from bot.programs.research.flags import PROGRAM

if __name__ == "__main__":
    sys.exit(run_program(PROGRAM, main))
