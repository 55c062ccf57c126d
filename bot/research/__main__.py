"""The process: python -m bot.research."""

import sys

from bot.command_line import run_program
from bot.programs.research import main

if __name__ == "__main__":
    sys.exit(run_program("python -m bot.research", main))
