"""What would make the bot sell or buy: the rule, with live values."""

from collections.abc import Mapping
from typing import Any

from bot.assistant.answers.risk import permitted
from bot.assistant.answers.wording import SIGNALS, apart, clause, of_state, plain, value_of
from bot.assistant.evidence import Evidence
from bot.assistant.fact import Fact, Told, joined
from bot.assistant.formats import number, percent, score
from bot.assistant.question import Inquiry
from bot.domain import EMA_RSI, Action, BotState, SignalEvent, StopType


def triggers(inquiry: Inquiry, evidence: Evidence) -> Told:
    """The exits of what is held, or what an entry needs; the rule's values beside each."""
    state = evidence.state
    if state is None:
        return Told(text="")
    if state.position is Action.FLAT:
        return joined(
            _nothing_held(state), _rule(state, evidence), _thresholds(state), permitted(evidence)
        )
    return joined(_protection(state), _opposite(state), _rule(state, evidence), permitted(evidence))


def what_would_change(state: BotState, last: SignalEvent | None) -> tuple[str, ...]:
    """What would make the next decision another one, in sentences; `last` is the newest decision.

    Of the rule of EMA/RSI with live values; another strategy's is known by its last reason only.
    """
    signals = () if last is None else (last,)
    rule = _rule(state, Evidence(now=state.timestamp, signals=signals))
    exits = state.config.get("exit_on_opposite_signal")
    if state.position is Action.FLAT or exits is None:
        return (rule.text,)
    closes = "closes what is held at the next open" if exits else "does not close what is held"
    return rule.text, f"An opposite decision {closes}."


def _nothing_held(state: BotState) -> Told:
    pending = (
        ""
        if state.pending_action is Action.FLAT
        else f" A {state.pending_action} entry is due at the next candle's open."
    )
    shorts = "" if state.config.get("allow_short") else " Short positions are not allowed."
    return Told(
        text=f"Nothing is held in {state.symbol}, so there is nothing to sell.{pending}{shorts}",
        facts=(
            of_state(state, f"position in {state.symbol}", "none"),
            of_state(state, "short positions", "allowed" if not shorts else "not allowed"),
        ),
    )


def _protection(state: BotState) -> Told:
    """The stop and the target, and how far the last price is from each."""
    price, stop, target = state.last_price, state.stop_price, state.target_price
    to_stop, to_target = apart(stop, price), apart(target, price)
    trails = state.config.get("stop_type") == StopType.TRAILING
    kind = "trailing stop" if trails else "stop"
    return Told(
        text=f"The {state.position} in {state.symbol} is closed where the price touches its {kind} "
        f"at {number(stop)} ({percent(to_stop, signed=True)} from the last {number(price)}) or its "
        f"target at {number(target)} ({percent(to_target, signed=True)}).",
        facts=(
            of_state(state, "position", str(state.position)),
            of_state(state, "stop", number(stop)),
            of_state(state, "distance to the stop", percent(to_stop, signed=True)),
            of_state(state, "target", number(target)),
            of_state(state, "distance to the target", percent(to_target, signed=True)),
            of_state(state, "last price", number(price)),
        ),
    )


def _opposite(state: BotState) -> Told:
    if state.closing is not None:
        closing = of_state(state, "closing", str(state.closing))
        return Told(text=f"It is closed at the next open ({state.closing}).", facts=(closing,))
    exits = state.config.get("exit_on_opposite_signal")
    if exits is None:
        return Told(text="Whether an opposite decision closes it, the state does not say.")
    words = (
        "An opposite decision closes it at the next open as well."
        if exits
        else "An opposite decision does not close it (exit_on_opposite_signal is false)."
    )
    fact = of_state(state, "exit on opposite signal", "yes" if exits else "no")
    return Told(text=words, facts=(fact,))


def _rule(state: BotState, evidence: Evidence) -> Told:
    """The technical rule with its values; of another strategy what its last decision named."""
    strategy = str(state.config.get("strategy", EMA_RSI))
    if strategy == EMA_RSI:
        return joined(_ema_cross(state), _rsi_levels(state))
    signal = evidence.signals[0] if evidence.signals else None
    values = {} if signal is None else signal.indicators
    named = ", ".join(f"{name} {number(value)}" for name, value in values.items())
    reason = "" if signal is None else clause(str(signal.technical.get("reason", "")))
    return Told(
        text=f"The rule is that of the strategy {strategy}, whose code alone knows it; at the last "
        f"candle: {reason or 'no reason on record'}{f' ({named})' if named else ''}.",
        facts=()
        if signal is None
        else (
            Fact(name="strategy", value=strategy, as_of=signal.timestamp, source=SIGNALS),
            Fact(name="its values", value=named, as_of=signal.timestamp, source=SIGNALS),
        ),
    )


def _ema_cross(state: BotState) -> Told:
    fast, slow = state.ema_fast, state.ema_slow
    gap = apart(fast, slow)
    if gap is None or fast is None or slow is None:
        return Told(text="The EMAs have no value yet.")
    side, turn = ("above", "SHORT") if fast > slow else ("below", "LONG")
    names = (
        f"EMA {_candles(state, 'ema_fast')} {number(fast)}",
        f"EMA {_candles(state, 'ema_slow')}",
    )
    return Told(
        text=f"{names[0]} is {percent(abs(gap))} {side} {names[1]} {number(slow)}: once it "
        f"crosses, with RSI between its levels, the technical signal turns {turn}.",
        facts=(
            of_state(state, "EMA fast", number(fast)),
            of_state(state, "EMA slow", number(slow)),
            of_state(state, "EMA gap", percent(gap, signed=True)),
        ),
    )


def _rsi_levels(state: BotState) -> Told:
    rsi = state.rsi
    high, low = value_of(state.config, "rsi_overbought"), value_of(state.config, "rsi_oversold")
    if rsi is None or high is None or low is None:
        return Told(text="RSI or its levels have no value yet.")
    return Told(
        text=f"RSI is {_points(rsi)}: {_points(abs(high - rsi))} {_side(rsi, high)} overbought "
        f"{_points(high)}, above which the signal is SHORT, and {_points(abs(rsi - low))} "
        f"{_side(rsi, low)} oversold {_points(low)}, below which it is LONG.",
        facts=(
            of_state(state, "RSI", number(rsi)),
            of_state(state, "RSI overbought", number(high)),
            of_state(state, "RSI oversold", number(low)),
        ),
    )


def _points(value: float) -> str:
    """Points of RSI, of which tenths are enough."""
    return f"{value:.1f}".removesuffix(".0")


def _side(value: float, level: float) -> str:
    return "above" if value > level else "below"


def _thresholds(state: BotState) -> Told | None:
    """What an entry needs beside the technical signal."""
    least = value_of(state.policy, "min_confidence")
    override = value_of(state.policy, "ai_override_confidence")
    if least is None:
        return None
    ai = (
        f"; the AI overrides it above {score(override)}"
        if override is not None and _is_on(state.policy, "ai_enabled")
        else ""
    )
    return Told(
        text=f"An entry needs a confidence of {score(least)} after macro (the last decision has "
        f"{score(state.confidence)}){ai}.",
        facts=(
            of_state(state, "minimum confidence", score(least)),
            of_state(state, "confidence", score(state.confidence)),
            *(() if not ai else (of_state(state, "AI override confidence", score(override)),)),
        ),
    )


def _is_on(policy: Mapping[str, Any], name: str) -> bool:
    return policy.get(name) is not False


def _candles(state: BotState, name: str) -> str:
    value = state.config.get(name)
    return "—" if value is None else plain(value)
