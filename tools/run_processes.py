"""`make run`: bot, API and optimizer on one terminal; python -m tools.run_processes --help."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])  # also when started as a file
    from bot.programs.run_processes import main

    sys.exit(main())
