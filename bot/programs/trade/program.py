"""python -m bot.bot from its arguments to its exit code."""

import argparse
import sys
from collections.abc import Sequence

from bot.domain.errors import TradingLabError
from bot.programs.trade.seen import mark_seen
from bot.programs.trading_loop import StopNow, listen


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the service until SIGTERM, SIGINT or the end of a replay; returns the exit code."""
    options = _parser().parse_args(arguments)
    ending = listen()
    try:
        if options.seen:
            return mark_seen()
        from bot.programs.trade.run import run  # numba loads here, so that --help is quick

        return run(ending.to_end, once=options.once)
    except StopNow:
        return 0  # cut off before the first cycle
    except TradingLabError as error:
        sys.stderr.write(f"bot: {error}\n")
        return error.exit_code
    finally:
        ending.stop_listening()  # its alarm would kill an interpreter that takes long to go down


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot.bot",
        description="Trade one symbol, or all of DATA_DIR/portfolio.json, until stopped. "
        "Settings come from the environment and .env (see .env.example).",
    )
    parser.add_argument("--once", action="store_true", help="run one cycle and end")
    parser.add_argument(
        "--seen",
        action="store_true",
        help="do not trade: say that you have seen what starts had to mend, so that a bot, also "
        "one that runs now, stops telling it",
    )
    return parser
