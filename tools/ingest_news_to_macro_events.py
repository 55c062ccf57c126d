"""News feeds to macro events: python tools/ingest_news_to_macro_events.py --help."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])  # also when started as a file
    from bot.command_line import run_program
    from bot.programs.ingest_news import main

    sys.exit(run_program("tools/ingest_news_to_macro_events.py", main))
