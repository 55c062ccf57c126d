"""What is held when the program ends."""

import sys
import time

from bot.command_line import Dialogue, tell
from bot.domain import Action, BotState, ExitReason
from bot.domain.errors import ExchangeError
from bot.portfolio import PortfolioRunner
from bot.programs.live_trading.questions import close_question
from bot.reports.cycles import held_words

_WAITS = (0.0, 1.0, 2.0, 4.0, 8.0)
"""Seconds before each attempt to sell at an exchange: whoever asked for it is not there later."""


def close_if_wanted(
    runner: PortfolioRunner, dialogue: Dialogue, *, close: bool, may_ask: bool
) -> None:
    """Close every position where a flag or, on a terminal, a person says so; else tell of it.

    ExchangeError where one that shall be closed cannot be sold: it may have no stop meanwhile.
    """
    for state in runner.states:
        if state.position is Action.FLAT:
            continue
        held = f"the {held_words(state)} of {state.symbol}"
        if close or (may_ask and _is_wanted(dialogue, held)):
            _close(runner, state)
        else:
            tell(f"{held} stays open, with its stop and target")


def _close(runner: PortfolioRunner, state: BotState) -> None:
    for wait in _WAITS:
        time.sleep(wait)
        tell(runner.close(state.symbol, ExitReason.FORCE_EXIT))
        if state.mode.is_on_paper or not _is_held(runner, state.symbol):
            return
    raise ExchangeError(
        f"{state.symbol} could not be closed and may have no stop now: start the bot again, which "
        "goes on closing it, or sell it at the exchange"
    )


def _is_held(runner: PortfolioRunner, symbol: str) -> bool:
    held = (each.symbol for each in runner.states if each.position is not Action.FLAT)
    return symbol in held


def _is_wanted(dialogue: Dialogue, held: str) -> bool:
    is_terminal = sys.stdin is not None and sys.stdin.isatty()
    return is_terminal and dialogue.ask(close_question(held))
