"""The account that orders go to: its key, its money, and the markets of what is traded."""

from collections.abc import Iterator
from decimal import Decimal

from bot.domain import Action, BotState, EntryBasis, StrategyConfig, Venue
from bot.domain.orders import MarketRules
from bot.portfolio import PortfolioAsset
from bot.programs.preflight.finding import ok, refused, warning
from bot.reports.checklist import Finding
from bot.rules import entry_plan
from bot.wiring.trading import TradingParts

_OURS = "atl-"
_NEARLY = Decimal("0.99")


def key_findings(venue: Venue) -> Iterator[Finding]:
    """That the key is taken, may trade, and may not withdraw."""
    rights = venue.key_permissions()
    if rights.withdraw:
        yield refused(
            "key",
            f"the key may withdraw money from {venue.name}",
            "make one at the exchange without that right: nobody who steals it can take the money",
        )
        return
    if rights.trade is False:
        yield refused("key", f"the key may not trade at {venue.name}", "let it trade spot markets")
        return
    told = "may not withdraw" if rights.withdraw is False else "its right to withdraw is not told"
    yield ok("key", f"taken by {venue.name}, {told}")


def money_findings(parts: TradingParts, venue: Venue) -> Iterator[Finding]:
    """That the account has what the symbols together begin or go on with, in each currency."""
    has = venue.balances()
    for quote, needed in _needed(parts, venue).items():
        free = has[quote].free if quote in has else Decimal(0)
        says = f"{_shown(free)} {quote} free, {_shown(needed)} needed by what is traded in it"
        remedy = "lower STARTING_BALANCE or the portfolio's capital and allocations, or pay in more"
        if free >= needed:
            yield ok("balance", says)
        elif free >= needed * _NEARLY:
            yield warning("balance", says, remedy)
        else:
            yield refused("balance", says, remedy)


def market_findings(venue: Venue, parts: TradingParts, asset: PortfolioAsset) -> Iterator[Finding]:
    """That an order of the planned size passes the market's filters, and that nothing is there
    that the bot does not know.
    """
    symbol, config = asset.symbol, parts.loaded_config(asset).config
    rules = venue.rules(symbol)
    if not (rules.abilities.market_orders and rules.abilities.stops):
        yield refused("market", f"{symbol} has no market orders or no stops at {venue.name}")
        return
    price = venue.quote(symbol).ask
    kept = parts.volume.reader(symbol).load_state()
    balance = parts.balance_of(asset) if kept is None else kept.balance
    yield _size(rules, rules.quantity_down(_planned(config, balance, price)), price)
    if config.allow_short and not rules.abilities.shorts:
        says = f"{symbol}: a spot market holds no short, so that SHORT enters nothing"
        yield warning("market", says, "set ALLOW_SHORT=false, or allow_short in its config")
    yield from _strangers(venue, symbol)


def _size(rules: MarketRules, planned: Decimal, price: Decimal) -> Finding:
    short = rules.shortfall(planned, price)
    if short is not None:
        says = f"{rules.symbol}: {short}, as much as is planned at {_shown(price)}"
        return warning("market", says, "give it more of the capital, or more risk a trade")
    says = f"{rules.symbol} takes {_shown(planned)} {rules.base} at {_shown(price)}"
    return ok("market", says)


def _strangers(venue: Venue, symbol: str) -> Iterator[Finding]:
    orders = venue.open_orders(symbol)
    strange = [order for order in orders if not order.client_id.startswith(_OURS)]
    if strange:
        yield warning(
            "orders",
            f"{len(strange)} open orders of {symbol} are not the bot's: they are never touched",
            "trade by hand on another account: entries halt where they get in the way",
        )


def _planned(config: StrategyConfig, balance: float, price: Decimal) -> Decimal:
    """The quantity that the strategy would buy now."""
    plan = entry_plan(
        config, EntryBasis(), balance=balance, direction=Action.LONG, fill_price=float(price)
    )
    return Decimal(repr(float(plan.quantity)))


def _needed(parts: TradingParts, venue: Venue) -> dict[str, Decimal]:
    """Money that is not in positions, by quote currency."""
    needed: dict[str, Decimal] = {}
    for asset in parts.portfolio.assets:
        kept = parts.volume.reader(asset.symbol).load_state()
        money = parts.balance_of(asset) if kept is None else _unbound(kept)
        quote = venue.rules(asset.symbol).quote
        needed[quote] = needed.get(quote, Decimal(0)) + Decimal(f"{money:.8f}")
    return needed


def _unbound(state: BotState) -> float:
    if state.position is Action.FLAT or state.quantity is None or state.entry_price is None:
        return state.balance
    return state.balance - state.quantity * state.entry_price


def _shown(value: Decimal) -> str:
    """All digits that say something."""
    return f"{value.normalize():,f}"
