"""What is held when the program ends."""

import sys

from bot.command_line import Dialogue, tell
from bot.domain import Action, ExitReason
from bot.portfolio import PortfolioRunner
from bot.programs.live_trading.questions import close_question
from bot.reports.cycles import held_words


def close_if_wanted(
    runner: PortfolioRunner, dialogue: Dialogue, *, close: bool, may_ask: bool
) -> None:
    """Close every position where a flag or, on a terminal, a person says so; else tell of it."""
    for state in runner.states:
        if state.position is Action.FLAT:
            continue
        held = f"the {held_words(state)} of {state.symbol}"
        if close or (may_ask and _is_wanted(dialogue, held)):
            tell(runner.close(state.symbol, ExitReason.FORCE_EXIT))
        else:
            tell(f"{held} stays open, with its stop and target")


def _is_wanted(dialogue: Dialogue, held: str) -> bool:
    is_terminal = sys.stdin is not None and sys.stdin.isatty()
    return is_terminal and dialogue.ask(close_question(held))
