"""python -m tools.honesty"""

import sys

from tools.cli import run_program
from tools.honesty.program import main

if __name__ == "__main__":
    sys.exit(run_program("python -m tools.honesty", main, sys.argv[1:]))
