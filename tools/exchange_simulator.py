"""A spot exchange for rehearsals: python tools/exchange_simulator.py --help."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])  # also when started as a file
    from bot.command_line import run_program
    from bot.programs.exchange_simulator import main

    sys.exit(run_program("tools/exchange_simulator.py", main))
