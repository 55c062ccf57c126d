"""Measure how well news is scored, on labelled texts: python tools/evaluate_sentiment.py --help."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])  # also when started as a file
    from bot.command_line import run_program
    from bot.programs.evaluate_sentiment import main

    sys.exit(run_program("tools/evaluate_sentiment.py", main))
