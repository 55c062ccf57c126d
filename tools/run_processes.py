"""`make run`: bot, API and optimizer on one terminal; python -m tools.run_processes --help."""

import sys

from bot.programs.run_processes import main

if __name__ == "__main__":
    sys.exit(main())
