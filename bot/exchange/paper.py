"""The exchange on paper: fills by the rules of DESIGN, candle by candle."""

from dataclasses import dataclass

from bot.domain import Candle, StrategyConfig
from bot.rules import NO_EXIT, Account, Exit, new_account, settle_inside, settle_open, terms_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedPosition:
    """What was held, and how it was closed inside the candle that was settled."""

    held: Account
    exit: Exit
    opened_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFills:
    """One candle's fills; at most two positions close in it. `entered`: one was opened in it."""

    account: Account
    closed: tuple[ClosedPosition, ...]
    entered: bool


class PaperExchangeClient:
    """Fills decisions on closed candles with the rules that the backtest kernel uses."""

    @staticmethod
    def open_account(balance: float) -> Account:
        """An account with a balance in quote currency and no position."""
        return new_account(float(balance))

    @staticmethod
    def fill(account: Account, wanted: int, candle: Candle, config: StrategyConfig) -> PaperFills:
        """Act on the decision before (`wanted`: +1, -1, 0) at the candle's open, then settle stop
        and target inside it. Stop and target were pinned at entry: a new config moves neither.
        """
        terms = terms_of(config)
        after_open, at_open = settle_open(account, wanted, candle.open, terms)
        entered = after_open.direction != 0 and (account.direction == 0 or at_open.code != NO_EXIT)
        after, inside = settle_inside(after_open, candle.high, candle.low, terms)
        closed = []
        if at_open.code != NO_EXIT:
            closed.append(ClosedPosition(held=account, exit=at_open, opened_here=False))
        if inside.code != NO_EXIT:
            closed.append(ClosedPosition(held=after_open, exit=inside, opened_here=entered))
        return PaperFills(account=after, closed=tuple(closed), entered=entered)
