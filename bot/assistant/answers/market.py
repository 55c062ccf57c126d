"""The price, its indicators, when the next decision is due, and what terms mean here."""

from collections.abc import Callable, Mapping

from bot.assistant.answers.wording import of_state, plain, scaled, value_of
from bot.assistant.evidence import Evidence
from bot.assistant.fact import Told, joined
from bot.assistant.formats import minute, money, number, percent, score
from bot.assistant.question import Inquiry
from bot.domain import BotState, PositionSizing, StopType


def price(inquiry: Inquiry, evidence: Evidence) -> Told:
    """The last close with its indicators."""
    state = evidence.state
    if state is None:
        return Told(text="")
    return Told(
        text=f"{state.symbol} last closed at {number(state.last_price)} ({state.timeframe} candle, "
        f"{minute(state.timestamp)}); EMA fast {number(state.ema_fast)}, slow "
        f"{number(state.ema_slow)}, RSI {number(state.rsi)}.",
        facts=(
            of_state(state, "last price", number(state.last_price)),
            of_state(state, "EMA fast", number(state.ema_fast)),
            of_state(state, "EMA slow", number(state.ema_slow)),
            of_state(state, "RSI", number(state.rsi)),
        ),
    )


def schedule(inquiry: Inquiry, evidence: Evidence) -> Told:
    """When the candle closes that is decided on next."""
    state = evidence.state
    if state is None:
        return Told(text="")
    if state.next_candle_time is None:
        return Told(text="When the next candle closes, the state does not say.")
    closes = minute(state.next_candle_time)
    is_over = state.next_candle_time <= evidence.now
    tense = "was due to close" if is_over else "closes"
    return Told(
        text=f"The next {state.timeframe} candle of {state.symbol} {tense} at {closes}; the bot "
        f"looks every {number(state.loop_interval_seconds)} s and decides once a candle, the last "
        f"time on that which closed at {minute(state.timestamp)}.",
        facts=(
            of_state(state, "next candle closes", closes),
            of_state(state, "timeframe", state.timeframe),
            of_state(state, "loop interval", f"{number(state.loop_interval_seconds)} s"),
        ),
    )


def terms(inquiry: Inquiry, evidence: Evidence) -> Told:
    """What each term means, with its live value where the state has one."""
    return joined(*(_term(term.name, term.meaning, evidence) for term in inquiry.terms))


def _term(name: str, meaning: str, evidence: Evidence) -> Told:
    live = _LIVE.get(name)
    if live is None or evidence.state is None:
        return Told(text=meaning)
    values = live(evidence.state)
    known = {label: value for label, value in values.items() if value != "—"}
    if not known:
        return Told(text=f"{meaning} {evidence.state.symbol} has no value of it now.")
    listed = ", ".join(f"{label} {value}" for label, value in known.items())
    facts = tuple(of_state(evidence.state, label, value) for label, value in known.items())
    return Told(text=f"{meaning} For {evidence.state.symbol}: {listed}.", facts=facts)


Live = Callable[[BotState], dict[str, str]]


def _settings(state: BotState, **names: str) -> dict[str, str]:
    """Values of the config in use, by what they are called."""
    return {label.replace("_", " "): _setting(state, name) for label, name in names.items()}


def _setting(state: BotState, name: str) -> str:
    value = state.config.get(name)
    return "—" if value is None else plain(value)


def _fraction(state: BotState, name: str) -> str:
    return percent(scaled(value_of(state.config, name)))


def _rsi(state: BotState) -> dict[str, str]:
    levels = _settings(state, overbought_above="rsi_overbought", oversold_below="rsi_oversold")
    return {"RSI": number(state.rsi), **levels}


_LIVE: Mapping[str, Live] = {
    "RSI": lambda s: {**_rsi(s), **_settings(s, candles="rsi_period")},
    "overbought": _rsi,
    "EMA": lambda s: {
        "EMA fast": number(s.ema_fast),
        "EMA slow": number(s.ema_slow),
        **_settings(s, fast_candles="ema_fast", slow_candles="ema_slow"),
    },
    "ATR": lambda s: {"ATR": number(s.atr)},
    "stop loss": lambda s: {
        "stop": number(s.stop_price),
        "distance from the entry": _fraction(s, "stop_loss_pct"),
    },
    "take profit": lambda s: {
        "target": number(s.target_price),
        "distance from the entry": _fraction(s, "take_profit_pct"),
    },
    "trailing stop": lambda s: {"stop type": str(s.config.get("stop_type", StopType.FIXED))},
    "confidence": lambda s: {
        "confidence": score(s.confidence),
        "minimum": score(value_of(s.policy, "min_confidence")),
    },
    "macro bias": lambda s: {
        "macro bias": score(value_of(s.macro, "bias"), signed=True),
        "macro confidence": score(value_of(s.macro, "confidence")),
    },
    "AI override": lambda s: {
        "AI override": "active" if s.ai_override_active else "not active",
        "threshold": number(value_of(s.policy, "ai_override_confidence")),
    },
    "Sharpe ratio": lambda s: {},
    "profit factor": lambda s: {},
    "slippage": lambda s: {"assumed a side": _fraction(s, "slippage_pct")},
    "standing": lambda s: {"standing": str(s.standing)},
    "LONG": lambda s: {"position": str(s.position)},
    "SHORT": lambda s: {
        "position": str(s.position),
        "allowed": "yes" if s.config.get("allow_short") else "no",
    },
    "FLAT": lambda s: {"position": str(s.position), "last decision": str(s.last_signal)},
    "Kelly": lambda s: {
        "position sizing": str(s.config.get("position_sizing", PositionSizing.FIXED)),
        **_settings(s, fraction="kelly_fraction"),
    },
    "unrealized P&L": lambda s: {"unrealized P&L": money(s.unrealized_pnl)},
    "equity": lambda s: {"equity": money(s.equity), "balance": money(s.balance)},
    "volatility": lambda s: _feature(s, "volatility", "volatility_pct"),
    "momentum": lambda s: _feature(s, "momentum", "momentum_pct"),
    "paper mode": lambda s: {"mode": str(s.mode)},
    "testnet": lambda s: {"mode": str(s.mode)},
    "candle": lambda s: {"timeframe": s.timeframe, "last close": number(s.last_price)},
}
"""The live values behind a term, by what they are called."""


def _feature(state: BotState, label: str, name: str) -> dict[str, str]:
    features = (state.ai or {}).get("features")
    value = value_of(features, name) if isinstance(features, Mapping) else None
    return {label: percent(value)}
