"""The fills as two pure functions: what happens at an open, and inside a candle.

The compiled kernel and the paper exchange both call them, so a backtest and the bot on paper cannot
disagree. Directions are +1 long, -1 short, 0 none; prices and quantities are floats, never rounded.
"""

from typing import NamedTuple

from bot.compiled import compiled
from bot.rules.sizing import calculate_position_size

NO_EXIT = 0
STOP_LOSS = 1  # the codes are those of domain.ExitReason; a test holds them equal
TAKE_PROFIT = 2
SIGNAL = 3
END_OF_DATA = 4


class Terms(NamedTuple):
    """What a config says about risk and costs; fractions, except risk_per_trade_pct (percent).

    `max_position` is the share of the balance that an entry takes at most, its fee included.
    """

    risk_per_trade_pct: float
    stop_loss_pct: float
    take_profit_pct: float
    fee_pct: float
    slippage_pct: float
    allow_short: bool
    exit_on_opposite_signal: bool
    max_position: float = 1.0


class Account(NamedTuple):
    """Balance (entry fee of the open position already paid) and the position, if any.

    direction 0 means none, and the fields after it are then 0.
    """

    balance: float
    direction: int
    quantity: float
    entry_price: float
    stop_price: float
    target_price: float
    entry_fee: float


class Exit(NamedTuple):
    """A closed position: reason code (0 = nothing happened), fill price, both fees, P&L after."""

    code: int
    price: float
    fees: float
    pnl: float


NOTHING = Exit(NO_EXIT, 0.0, 0.0, 0.0)


@compiled
def new_account(balance: float) -> Account:
    """An account that holds nothing."""
    return Account(balance, 0, 0.0, 0.0, 0.0, 0.0, 0.0)


@compiled
def equity_at(account: Account, price: float) -> float:
    """Balance plus open profit at a price, before any exit cost."""
    return account.balance + account.direction * account.quantity * (price - account.entry_price)


@compiled
def trading_fee(quantity: float, price: float, fee_pct: float) -> float:
    """What one side of a trade costs, in quote currency."""
    return quantity * price * fee_pct


@compiled
def trade_return_pct(pnl: float, quantity: float, entry_price: float) -> float:
    """The profit of a closed trade in percent of what was entered, as Trade.pnl_pct."""
    return pnl / (quantity * entry_price) * 100.0


@compiled
def close_position(account: Account, code: int, price: float, terms: Terms) -> tuple[Account, Exit]:
    """Close at `price`, worsened by slippage unless it is the target (a resting limit order)."""
    worse = 0.0 if code == TAKE_PROFIT else account.direction * terms.slippage_pct
    price *= 1.0 - worse
    exit_fee = trading_fee(account.quantity, price, terms.fee_pct)
    gross = account.direction * account.quantity * (price - account.entry_price)
    fees = account.entry_fee + exit_fee
    return new_account(account.balance + gross - exit_fee), Exit(code, price, fees, gross - fees)


@compiled
def entry_fill(price: float, direction: int, terms: Terms) -> float:
    """What an entry at the open `price` fills at: worsened by slippage."""
    return price * (1.0 + direction * terms.slippage_pct)


@compiled
def open_position(account: Account, direction: int, price: float, terms: Terms) -> Account:
    """Enter at the open `price` worsened by slippage; stop and target derive from that fill.

    Unchanged where the rules give no quantity (nothing left to trade with).
    """
    fill = entry_fill(price, direction, terms)
    quantity = calculate_position_size(
        account.balance,
        terms.risk_per_trade_pct,
        fill,
        terms.stop_loss_pct,
        terms.fee_pct,
        terms.max_position,
    )
    if not quantity > 0.0:
        return account
    fee = trading_fee(quantity, fill, terms.fee_pct)
    stop = fill * (1.0 - direction * terms.stop_loss_pct)
    target = fill * (1.0 + direction * terms.take_profit_pct)
    return Account(account.balance - fee, direction, quantity, fill, stop, target, fee)


@compiled
def touched(account: Account, high: float, low: float) -> tuple[bool, bool]:
    """Whether prices from `low` to `high` touch the stop of the open position, and its target."""
    long = account.direction > 0
    stopped = (low <= account.stop_price) if long else (high >= account.stop_price)
    reached = (high >= account.target_price) if long else (low <= account.target_price)
    return stopped, reached


@compiled
def settle_open(
    account: Account, wanted: int, open_price: float, terms: Terms
) -> tuple[Account, Exit]:
    """What happens at an open: resting orders first, then the decision of the candle before.

    An open at or beyond the stop or the target fills that order at the open, and the decision then
    takes no entry at this open: the bot sees such an exit only afterwards. Otherwise, with
    exit_on_opposite_signal, an opposite decision closes, and its own entry shares the open.
    `wanted` is the decision's direction; 0 closes nothing and opens nothing.
    """
    if account.direction != 0:
        stopped, reached = touched(account, open_price, open_price)
        if stopped or reached:
            code = STOP_LOSS if stopped else TAKE_PROFIT
            return close_position(account, code, open_price, terms)
        if wanted != -account.direction or not terms.exit_on_opposite_signal:
            return account, NOTHING
        account, closed = close_position(account, SIGNAL, open_price, terms)
    else:
        closed = NOTHING
    if wanted > 0 or (wanted < 0 and terms.allow_short):
        account = open_position(account, wanted, open_price, terms)
    return account, closed


@compiled
def settle_inside(account: Account, high: float, low: float, terms: Terms) -> tuple[Account, Exit]:
    """What happens inside a candle, the entry candle included: touched orders fill at their price.

    Both touched: the stop came first (the pessimistic order, since OHLC does not tell).
    """
    stopped, reached = touched(account, high, low)
    if account.direction != 0 and (stopped or reached):
        code = STOP_LOSS if stopped else TAKE_PROFIT
        price = account.stop_price if stopped else account.target_price
        return close_position(account, code, price, terms)
    return account, NOTHING
