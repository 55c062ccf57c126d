"""python -m docs.studies.gating"""

import sys

from bot.command_line import run_program
from docs.studies.gating.program import main

if __name__ == "__main__":
    sys.exit(run_program("python -m docs.studies.gating", main, sys.argv[1:]))
