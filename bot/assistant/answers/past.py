"""How it went: the trades of a period, the equity over it, and the whole account."""

from bot.assistant.answers.wording import EQUITY, ORDERS, TRADES, apart, counted, of_state
from bot.assistant.evidence import Evidence
from bot.assistant.fact import Fact, Told, joined
from bot.assistant.formats import minute, money, number, percent
from bot.assistant.question import Inquiry, Period
from bot.domain import BotState, Trade
from bot.domain.orders import OrderStory

_SHOWN_ORDERS = 3


def period(inquiry: Inquiry, evidence: Evidence) -> Told:
    """The trades that were closed in the period, or the last ones, and what the equity did."""
    state = evidence.state
    if state is None:
        return Told(text="")
    asked = inquiry.period
    if asked is None:
        if inquiry.trades_listed:
            return _listed(state, evidence.trades[: inquiry.trades_listed])
        return _last_trade(state, evidence.trades)
    trades = tuple(trade for trade in evidence.trades if asked.holds(trade.exit_time))
    unknown = None
    if not evidence.is_whole:
        unknown = Told(text="It had more trades than I read here; /trades has all of them.")
    return joined(
        _closed_in(asked, trades, state), _best_and_worst(trades), unknown, _equity(asked, evidence)
    )


def _closed_in(asked: Period, trades: tuple[Trade, ...], state: BotState) -> Told:
    span = f"{asked.name} ({minute(asked.start)} to {minute(asked.end)})"
    if not trades:
        fact = of_state(state, f"trades closed {asked.name}", "0")
        return Told(text=f"No trade of {state.symbol} was closed {span}.", facts=(fact,))
    result, fees = sum(trade.pnl for trade in trades), sum(trade.fees for trade in trades)
    won = sum(trade.pnl > 0 for trade in trades)
    values = {
        f"trades closed {asked.name}": str(len(trades)),
        "winning trades": str(won),
        "P&L of the period": money(result),
        "fees of the period": money(fees),
    }
    return Told(
        text=f"{counted(len(trades), 'trade')} of {state.symbol} closed {span}: {won} won, "
        f"{len(trades) - won} lost, together {money(result)} after fees of {money(fees)}.",
        facts=tuple(_of_trade(trades[0], name, value) for name, value in values.items()),
    )


def _best_and_worst(trades: tuple[Trade, ...]) -> Told | None:
    if len(trades) < 2:
        return None if not trades else _one_trade("It was", trades[0])
    best = max(trades, key=lambda trade: trade.pnl)
    worst = min(trades, key=lambda trade: trade.pnl)
    return joined(_one_trade("The best was", best), _one_trade("The worst was", worst))


def _one_trade(label: str, trade: Trade) -> Told:
    result = f"{money(trade.pnl)} ({percent(trade.pnl_pct, signed=True)})"
    return Told(
        text=f"{label} {trade.direction} {number(trade.quantity)} from {number(trade.entry_price)} "
        f"to {number(trade.exit_price)}, closed {minute(trade.exit_time)} by {trade.exit_reason}: "
        f"{result}.",
        facts=(
            _of_trade(trade, f"{label.removesuffix(' was').lower()} trade", result),
            _of_trade(trade, "entry price", number(trade.entry_price)),
            _of_trade(trade, "exit price", number(trade.exit_price)),
            _of_trade(trade, "quantity", number(trade.quantity)),
        ),
    )


def _of_trade(trade: Trade, name: str, value: str) -> Fact:
    return Fact(name=name, value=value, as_of=trade.exit_time, source=TRADES)


def _listed(state: BotState, trades: tuple[Trade, ...]) -> Told:
    """Each trade, the newest first."""
    labels = ["The last trade was", *["Before that"] * len(trades)]
    each = [_one_trade(label, trade) for label, trade in zip(labels, trades, strict=False)]
    return joined(*each) if each else _last_trade(state, trades)


def _last_trade(state: BotState, trades: tuple[Trade, ...]) -> Told:
    if not trades:
        fact = of_state(state, "closed trades", str(state.trades))
        return Told(text=f"No trade of {state.symbol} has been closed yet.", facts=(fact,))
    last = _one_trade("The last trade was", trades[0])
    if len(trades) == 1:
        return last
    some = Told(text=f"Of the last {len(trades)} trades:")
    return joined(last, some, _best_and_worst(trades))


def _equity(asked: Period, evidence: Evidence) -> Told | None:
    """What the equity did from the last point before the period to the last one in it."""
    points = evidence.equity
    inside = [point for point in points if point.timestamp <= asked.end]
    if len(inside) < 2:
        return Told(text="What the equity did over it is not among the points that I read.")
    last, first = inside[0], inside[-1]
    change = percent(apart(last.equity, first.equity), signed=True)
    return Told(
        text=f"The equity went from {money(first.equity)} ({minute(first.timestamp)}) to "
        f"{money(last.equity)} ({minute(last.timestamp)}), {change}.",
        facts=(
            Fact(name="equity", value=money(last.equity), as_of=last.timestamp, source=EQUITY),
            Fact(
                name="equity before",
                value=money(first.equity),
                as_of=first.timestamp,
                source=EQUITY,
            ),
            Fact(name="equity's change", value=change, as_of=last.timestamp, source=EQUITY),
        ),
    )


def performance(inquiry: Inquiry, evidence: Evidence) -> Told:
    """The account since it began with its win rate; of every symbol where all are asked."""
    state = evidence.state
    if state is None:
        return Told(text="")
    others = [_account(each) for each in evidence.states if each.symbol != state.symbol]
    rate = _win_rate(evidence.trades, is_whole=evidence.is_whole)
    return joined(_account(state), rate, *others)


def _account(state: BotState) -> Told:
    result = percent(apart(state.equity, state.initial_balance), signed=True)
    trades = counted(state.trades, "closed trade")
    return Told(
        text=f"{state.symbol}: equity {money(state.equity)} from {money(state.initial_balance)} "
        f"({result}), {trades}, fees paid {money(state.fees_paid)}.",
        facts=(
            of_state(state, "equity", money(state.equity)),
            of_state(state, "initial balance", money(state.initial_balance)),
            of_state(state, "result", result),
            of_state(state, "closed trades", str(state.trades)),
            of_state(state, "fees paid", money(state.fees_paid)),
        ),
    )


def _win_rate(trades: tuple[Trade, ...], *, is_whole: bool) -> Told | None:
    if not trades:
        return None
    rate = percent(100 * sum(trade.pnl > 0 for trade in trades) / len(trades))
    which = f"{'all' if is_whole else 'the last'} {counted(len(trades), 'trade')}"
    fact = _of_trade(trades[0], f"win rate of {which}", rate)
    return Told(text=f"Of {which}, {rate} made money.", facts=(fact,))


def orders(inquiry: Inquiry, evidence: Evidence) -> Told:
    """The last orders at a venue; on paper there are none."""
    state = evidence.state
    if state is None:
        return Told(text="")
    if not evidence.orders:
        why = (
            ": on paper fills are simulated, and no order leaves" if state.mode.is_on_paper else ""
        )
        mode = of_state(state, "mode", str(state.mode))
        return Told(text=f"No order is on record for {state.symbol}{why}.", facts=(mode,))
    shown = evidence.orders[:_SHOWN_ORDERS]
    words = "; ".join(map(_order_words, shown))
    facts = tuple(
        Fact(
            name=f"{order.purpose} order",
            value=f"{order.state} {number(order.filled)} at {number(order.price)}",
            as_of=order.ended_at,
            source=ORDERS,
        )
        for order in shown
    )
    return Told(text=f"The last orders of {state.symbol}: {words}.", facts=facts)


def _order_words(order: OrderStory) -> str:
    slippage = percent(order.slippage_pct, signed=True)
    return (
        f"{order.purpose} {order.side} {number(order.filled)} of {number(order.quantity)} at "
        f"{number(order.price)}, {order.state}, slippage {slippage}, ended {minute(order.ended_at)}"
    )
