"""A question in words to what a bot has recorded: python tools/ask.py --help."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])  # also when started as a file
    from bot.command_line import run_program
    from bot.programs.ask import main

    sys.exit(run_program("tools/ask.py", main))
