"""Trade on paper, on a testnet or with real money: python run_live_trading.py --help."""

import sys

from bot.command_line import run_program
from bot.programs.live_trading import main

if __name__ == "__main__":
    sys.exit(run_program("run_live_trading.py", main))
