"""Count what the promotion gate promises: python -m tools.honesty --help."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])  # also when started as a file
    from bot.command_line import run_program
    from bot.programs.honesty import main

    sys.exit(run_program("python -m tools.honesty", main))
