"""How much an entry buys: the rule of the backtest, on the venue's steps and within its limits."""

from decimal import Decimal

from bot.domain import Action, EntryBasis, StrategyConfig
from bot.domain.orders import MarketRules, Quote
from bot.rules import EntryPlan, entry_plan
from bot.trading.books import exact
from bot.trading.orders.book import EntryTerms

_ZERO = Decimal(0)
_FINEST = Decimal("1e-12")


def planned_entry(
    config: StrategyConfig, basis: EntryBasis, balance: float, ask: Decimal
) -> EntryPlan:
    """The LONG of the backtest at the ask; `balance` in quote currency is the symbol's own, or what
    the account has where that is less.
    """
    return entry_plan(config, basis, balance=balance, direction=Action.LONG, fill_price=float(ask))


def entry_quantity(
    plan: EntryPlan, config: StrategyConfig, *, free: Decimal, quote: Quote, rules: MarketRules
) -> Decimal:
    """The planned quantity, rounded down to the step; 0 where there is none.

    It costs at most what the account has `free`, fee and slippage of the config included.
    """
    cost = quote.ask * (1 + exact(config.fee_pct)) * (1 + exact(config.slippage_pct))
    return rules.quantity_down(min(exact(plan.quantity), max(free, _ZERO) / cost))


def pinned_terms(plan: EntryPlan, config: StrategyConfig, ask: Decimal) -> EntryTerms:
    """What will protect it: the plan's prices as distances from whatever it is filled at."""
    return EntryTerms(
        stop_loss_pct=_distance(plan.stop_price, ask),
        take_profit_pct=-_distance(plan.target_price, ask),
        trailing_pct=None if plan.trailing_distance is None else exact(plan.trailing_distance),
        config_fingerprint=config.fingerprint,
    )


def too_small(
    quantity: Decimal, terms: EntryTerms, config: StrategyConfig, quote: Quote, rules: MarketRules
) -> str | None:
    """Why an entry is too small to be entered, or to be got out of at its stop; None = it is not.

    A fee taken from what was bought makes the exit a step smaller than the entry.
    """
    stop_price = rules.price_up(quote.ask * (1 - terms.stop_loss_pct))
    if stop_price >= quote.bid:
        return (
            f"need a stop at least a tick of {rules.tick} below the bid of {quote.bid}, was "
            f"{stop_price}"
        )
    left = rules.quantity_down(quantity * (1 - exact(config.fee_pct)))
    return rules.shortfall(quantity, quote.ask) or rules.shortfall(left, stop_price)


def _distance(price: float, ask: Decimal) -> Decimal:
    """How far a price lies below the ask, as a fraction without the noise of floats."""
    return (1 - exact(price) / ask).quantize(_FINEST)
