"""`make rehearse`: a bot that places orders on an exchange of this machine; --help says more."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])  # also when started as a file
    from bot.command_line import run_program
    from bot.programs.rehearse import main

    sys.exit(run_program("tools/rehearse.py", main))
