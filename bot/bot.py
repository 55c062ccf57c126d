"""The bot process: python -m bot.bot."""

import sys

from bot.programs.trade import main

if __name__ == "__main__":
    sys.exit(main())
