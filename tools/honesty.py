"""python -m tools.honesty"""

import sys

from bot.command_line import run_program
from bot.programs.honesty.program import main

if __name__ == "__main__":
    sys.exit(run_program("python -m tools.honesty", main, sys.argv[1:]))
