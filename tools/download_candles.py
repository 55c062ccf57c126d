"""Keep an exchange's candles from a date on: python tools/download_candles.py --help."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])  # also when started as a file
    from bot.command_line import run_program
    from bot.programs.download_candles import main

    sys.exit(run_program("tools/download_candles.py", main))
