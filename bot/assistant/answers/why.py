"""Why it was decided so: the last decision, an entry, an exit, and where nothing was done."""

from collections import Counter
from collections.abc import Callable, Mapping

from bot.assistant.answers.conditions import condition_name, failed_condition
from bot.assistant.answers.wording import SIGNALS, TRADES, clause, counted, of_state
from bot.assistant.evidence import Evidence
from bot.assistant.fact import Fact, Told, joined
from bot.assistant.formats import minute, money, number, percent, score
from bot.assistant.question import Inquiry, Why
from bot.domain import Action, BotState, SignalEvent, Trade

_EXITS: Mapping[str, str] = {
    "stop_loss": "its stop was touched",
    "take_profit": "its target was touched",
    "signal": "the decision had turned around",
    "end_of_data": "its candles had come to their end",
    "emergency_exit": "it could not be protected",
    "force_exit": "a person or a limit closed it",
}


def why(inquiry: Inquiry, evidence: Evidence) -> Told:
    """The reason that is asked for; the last decision's where it asks for no other."""
    state = evidence.state
    if state is None:
        return Told(text="")
    return _TELLERS[inquiry.why](inquiry, evidence, state)


def _decision(inquiry: Inquiry, evidence: Evidence, state: BotState) -> Told:
    reason = clause(state.reason) or "no reason was recorded"
    override = " The AI overrode the technical signal." if state.ai_override_active else ""
    return Told(
        text=f"The last decision is {state.last_signal} with confidence "
        f"{score(state.confidence)}: {reason}.{override}",
        facts=(
            of_state(state, "last decision", str(state.last_signal)),
            of_state(state, "confidence", score(state.confidence)),
            of_state(state, "reason", reason),
        ),
    )


def _entry(inquiry: Inquiry, evidence: Evidence, state: BotState) -> Told:
    """Why what is held was entered; else why the last trade was, and the decision now."""
    if state.position is Action.FLAT:
        last = evidence.trades[0] if evidence.trades else None
        held = Told(
            text=f"Nothing is held in {state.symbol} now.",
            facts=(of_state(state, f"position in {state.symbol}", "none"),),
        )
        return joined(held, _entered_then(last, evidence), _decision(inquiry, evidence, state))
    signal = _signal_at(evidence, state.entry_time)
    opened = Told(
        text=f"The {state.position} in {state.symbol} was entered at {number(state.entry_price)} "
        f"at the open of {minute(state.entry_time)}.",
        facts=(
            of_state(state, "position", str(state.position)),
            of_state(state, "entry price", number(state.entry_price)),
            of_state(state, "entry time", minute(state.entry_time)),
        ),
    )
    if signal is None:
        far = Told(text="The decision that entered it is not among those that I read here.")
        return joined(opened, far, _decision(inquiry, evidence, state))
    return joined(opened, _decided(signal), _decision(inquiry, evidence, state))


def _signal_at(evidence: Evidence, closed_at: object) -> SignalEvent | None:
    """The decision at the close at which a position could be entered."""
    return next((each for each in evidence.signals if each.timestamp == closed_at), None)


def _decided(signal: SignalEvent) -> Told:
    reason = clause(signal.reason)
    return Told(
        text=f"The decision before it ({minute(signal.timestamp)}) was {signal.action} with "
        f"confidence {score(signal.confidence)}: {reason}.",
        facts=(
            _of_signal(signal, "decision that entered", str(signal.action)),
            _of_signal(signal, "its confidence", score(signal.confidence)),
            _of_signal(signal, "its reason", reason),
        ),
    )


def _of_signal(signal: SignalEvent, name: str, value: str) -> Fact:
    return Fact(name=name, value=value, as_of=signal.timestamp, source=SIGNALS)


def _entered_then(trade: Trade | None, evidence: Evidence) -> Told | None:
    if trade is None:
        return Told(text="No closed trade is on record.")
    entered = Told(
        text=f"The last trade was a {trade.direction} entered at {number(trade.entry_price)} at "
        f"the open of {minute(trade.entry_time)}.",
        facts=(_of_trade(trade, "last trade", f"{trade.direction} {number(trade.entry_price)}"),),
    )
    signal = _signal_at(evidence, trade.entry_time)
    return entered if signal is None else joined(entered, _decided(signal))


def _of_trade(trade: Trade, name: str, value: str) -> Fact:
    return Fact(name=name, value=value, as_of=trade.exit_time, source=TRADES)


def _exit(inquiry: Inquiry, evidence: Evidence, state: BotState) -> Told:
    """Why the last trade was closed."""
    asked = inquiry.period
    trades = [t for t in evidence.trades if asked is None or asked.holds(t.exit_time)]
    if not trades:
        none = Told(
            text=f"No trade of {state.symbol} is closed"
            f"{'' if asked is None else f' {asked.name}'} that I know of.",
        )
        return joined(none, _decision(inquiry, evidence, state))
    trade, when = trades[0], "" if asked is None else f" {asked.name}"
    because = _EXITS.get(trade.exit_reason, str(trade.exit_reason))
    size = f"{trade.direction} {number(trade.quantity)} {trade.symbol}"
    return Told(
        text=f"The last trade{when}, {size} since {minute(trade.entry_time)}, was closed at "
        f"{number(trade.exit_price)} in the candle of {minute(trade.exit_time)} because {because} "
        f"({trade.exit_reason}): P&L {money(trade.pnl)} ({percent(trade.pnl_pct, signed=True)}) "
        "after fees.",
        facts=(
            _of_trade(trade, "exit reason", str(trade.exit_reason)),
            _of_trade(trade, "exit price", number(trade.exit_price)),
            _of_trade(trade, "entry price", number(trade.entry_price)),
            _of_trade(trade, "P&L", money(trade.pnl)),
            _of_trade(trade, "P&L in percent", percent(trade.pnl_pct, signed=True)),
        ),
    )


def _no_trade(inquiry: Inquiry, evidence: Evidence, state: BotState) -> Told:
    """Which condition failed, at the last decision or at each of a period."""
    signals = evidence.signals
    if inquiry.period is not None:
        signals = tuple(each for each in signals if inquiry.period.holds(each.timestamp))
        return joined(_of_period(inquiry, signals, state), _held_back(state))
    if not signals:
        return _decision(inquiry, evidence, state)
    failed = failed_condition(signals[0], state.policy, state.config)
    condition = Told(
        text=f"What failed was {failed}."
        if not failed.startswith("none")
        else f"The last decision was not held back: it is {signals[0].action}.",
        facts=(_of_signal(signals[0], "failed condition", failed),),
    )
    return joined(condition, _decision(inquiry, evidence, state), _held_back(state))


def _held_back(state: BotState) -> Told | None:
    """That a position is open, where nothing more is entered for it."""
    if state.position is Action.FLAT:
        return None
    return Told(
        text=f"A {state.position} in {state.symbol} is open, and the same direction adds nothing.",
        facts=(of_state(state, "position", str(state.position)),),
    )


def _of_period(inquiry: Inquiry, signals: tuple[SignalEvent, ...], state: BotState) -> Told:
    name = "" if inquiry.period is None else inquiry.period.name
    if not signals:
        return Told(text=f"No decision on {state.symbol} is on record {name}.")
    failed = Counter(
        condition_name(failed_condition(each, state.policy, state.config))
        for each in signals
        if each.action is Action.FLAT or each.withheld is not None
    )
    entered = sum(each.action is not Action.FLAT and not each.withheld for each in signals)
    parts = ", ".join(f"{count} by {condition}" for condition, count in failed.most_common())
    text = f"Of {counted(len(signals), 'decision')} {name}, {entered} were for a position"
    return Told(
        text=f"{text}{f'; held back: {parts}' if parts else ''}.",
        facts=(
            _of_signal(signals[0], f"decisions {name}", str(len(signals))),
            _of_signal(signals[0], "decisions for a position", str(entered)),
            *(_of_signal(signals[0], f"held back by {c}", str(n)) for c, n in failed.items()),
        ),
    )


_TELLERS: Mapping[Why, Callable[[Inquiry, Evidence, BotState], Told]] = {
    Why.DECISION: _decision,
    Why.ENTRY: _entry,
    Why.EXIT: _exit,
    Why.NO_TRADE: _no_trade,
}
