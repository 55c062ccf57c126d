"""An account with nothing left, in words."""

from datetime import datetime

from bot.domain import rfc3339


def ruin_words(equity: float, at: datetime) -> str:
    """What is told of an equity at or below 0 at the close `at`: no later entry has a size."""
    return (
        f"the account is ruined: its equity is {equity:,.2f} at {rfc3339(at)}, and nothing is"
        " entered afterwards"
    )
