"""Answers to questions in words, from the bot's state alone: no model, no guess.

Pure: the same question and state give the same answer. Each topic is one function over BotState
and one line in TOPICS; a question may touch several.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from api.formats import minute, money, number, percent
from bot.domain import Action, BotState, PositionSizing


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The answer's sentences and the names of the topics it covers ("help" where none matched)."""

    text: str
    topics: tuple[str, ...]


def answer_question(question: str, state: BotState | None) -> Reply:
    """What the state says to the question; `state` None means the bot has not run yet."""
    if state is None:
        return Reply(text=_NO_STATE, topics=("help",))
    words = _words(question)
    topics = tuple(name for name, keywords, _ in TOPICS if words & keywords)
    if not topics:
        return Reply(text=_HELP.format(symbol=state.symbol), topics=("help",))
    sentences = [tell(state) for name, _, tell in TOPICS if name in topics]
    return Reply(text=" ".join(sentences), topics=topics)


def _words(question: str) -> set[str]:
    """The question's words; those that mean something else together are one ("win rate")."""
    asked = question.lower()
    for phrase, word in _PHRASES.items():
        asked = asked.replace(phrase, word)
    return set(re.findall(r"[a-z]+", asked))


_PHRASES = {"p&l": "pnl", "win rate": "winrate", "take profit": "target", "take-profit": "target"}
_NO_STATE = (
    "The bot has not completed a cycle yet, so there is nothing to tell. "
    "Start it with make run and ask again in a minute."
)
_HELP = (
    "I answer from the bot's state for {symbol}. Ask about the position, why it decided so, "
    "the risk, macro news or the Fed, the AI's prediction, the price, the strategy, "
    "or the performance."
)


def _position(state: BotState) -> str:
    if state.position is Action.FLAT:
        waiting = (
            "no entry is pending"
            if state.pending_action is Action.FLAT
            else f"a {state.pending_action} entry is due at the next candle's open"
        )
        return f"No position is open in {state.symbol}; {waiting}."
    result = percent(state.unrealized_pnl_pct, signed=True)
    return (
        f"{state.position} {number(state.quantity)} {state.symbol} since {minute(state.entry_time)}"
        f", entered at {number(state.entry_price)}; unrealized P&L {result}."
    )


def _why(state: BotState) -> str:
    reason = state.reason.strip().rstrip(".") or "no reason was recorded"
    override = " The AI overrode the technical signal." if state.ai_override_active else ""
    return (
        f"The last decision is {state.last_signal} with confidence {number(state.confidence)}: "
        f"{reason}.{override}"
    )


_SIZED: Mapping[str, str] = {
    PositionSizing.VOLATILITY: "A move of one ATR risks {}.",
    PositionSizing.KELLY: "Each trade risks a part of what Kelly's formula stakes by the last"
    " trades; while there are too few, it risks {}.",
}


def _risk(state: BotState) -> str:
    risked = f"{percent(state.risk_per_trade_pct)} of the balance of {money(state.balance)}"
    sized = _SIZED.get(str(state.config.get("position_sizing")), "Each trade risks {}.")
    sized = sized.format(risked)
    if state.position is Action.FLAT:
        return f"{sized} Nothing is at risk now."
    return (
        f"{sized} The open {state.position} has its stop at {number(state.stop_price)} and its "
        f"target at {number(state.target_price)}."
    )


def _macro(state: BotState) -> str:
    if state.macro is None:
        return "The macro opinion is switched off (MACRO_ENABLED)."
    bias = _value(state.macro, "bias")
    titles = state.macro.get("drivers")
    drivers = [str(title) for title in titles] if isinstance(titles, list | tuple) else []
    outlook = state.macro.get("interest_rate_outlook")
    parts = [
        f"Macro bias {number(bias, signed=True)} ({_leaning(bias)}), confidence "
        f"{number(_value(state.macro, 'confidence'))}.",
        _sentence(str(state.macro.get("summary") or "")),
        f"Strongest: {'; '.join(drivers[:3])}." if drivers else "No event matters right now.",
        f"Interest rates and the Fed: {outlook}."
        if outlook
        else "No event says anything about interest rates or the Fed.",
    ]
    return " ".join(part for part in parts if part)


def _ai(state: BotState) -> str:
    if state.ai is None:
        return "The AI opinion is switched off (AI_ENABLED)."
    chances = ", ".join(
        f"{name} {percent(_scaled(_value(state.ai, f'probability_{name}')))}"
        for name in ("long", "short", "flat")
    )
    summary = _sentence(str(state.ai.get("summary") or ""))
    return f"The AI leans {state.ai.get('action', '—')}: {chances}. {summary}".rstrip()


def _price(state: BotState) -> str:
    return (
        f"{state.symbol} last closed at {number(state.last_price)} ({state.timeframe} candle, "
        f"{minute(state.timestamp)}); EMA fast {number(state.ema_fast)}, slow "
        f"{number(state.ema_slow)}, RSI {number(state.rsi)}."
    )


def _strategy(state: BotState) -> str:
    values = ", ".join(f"{name} {_plain(value)}" for name, value in state.config.items())
    values = values or "unknown"
    refused = " A newer one was refused; /status says why." if state.config_error else ""
    return f"The config in use ({state.mode} mode): {values}.{refused}"


def _plain(value: object) -> str:
    """A value of a config; parameters of a strategy in one go, — where there are none."""
    if not isinstance(value, dict):
        return str(value)
    return " ".join(f"{name}={one}" for name, one in value.items()) or "—"


def _performance(state: BotState) -> str:
    result = None
    if state.initial_balance:
        result = (state.equity / state.initial_balance - 1) * 100
    trades = "1 closed trade" if state.trades == 1 else f"{state.trades} closed trades"
    return (
        f"Equity {money(state.equity)} from {money(state.initial_balance)} "
        f"({percent(result, signed=True)}), {trades}, fees paid {money(state.fees_paid)}."
    )


def _keywords(*words: str) -> frozenset[str]:
    return frozenset(words)


# name, the words that ask for it, who tells it; told in this order
TOPICS: tuple[tuple[str, frozenset[str], Callable[[BotState], str]], ...] = (
    (
        "position",
        _keywords("position", "positions", "holding", "hold", "entry", "long", "short", "open")
        | _keywords("bought", "sold"),
        _position,
    ),
    (
        "why",
        _keywords("why", "reason", "reasons", "explain", "signal", "decision", "decide", "decided")
        | _keywords("buy", "sell", "trend", "confidence"),
        _why,
    ),
    (
        "risk",
        _keywords("risk", "risks", "risky", "stop", "target", "loss", "size", "exposure")
        | _keywords("lose", "losing", "leverage"),
        _risk,
    ),
    (
        "macro",
        _keywords("macro", "fed", "fomc", "powell", "rate", "rates", "interest", "inflation")
        | _keywords("cpi", "news", "event", "events", "political", "geopolitical", "economy")
        | _keywords("bias", "tariff", "tariffs", "hawkish", "dovish"),
        _macro,
    ),
    ("ai", _keywords("ai", "prediction", "predict", "forecast", "probability"), _ai),
    (
        "price",
        _keywords("price", "prices", "market", "candle", "ema", "rsi", "quote", "worth"),
        _price,
    ),
    (
        "strategy",
        _keywords("strategy", "config", "configuration", "parameters", "settings", "mode"),
        _strategy,
    ),
    (
        "performance",
        _keywords("performance", "performing", "profit", "profits", "pnl", "equity", "balance")
        | _keywords("return", "returns", "trades", "fees", "money", "doing", "winrate"),
        _performance,
    ),
)


def _sentence(text: str) -> str:
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."


def _value(opinion: Mapping[str, Any], name: str) -> float | None:
    value = opinion.get(name)
    return float(value) if isinstance(value, int | float) else None


def _leaning(bias: float | None) -> str:
    if bias is None or abs(bias) < 0.05:
        return "neutral"
    return "bullish" if bias > 0 else "bearish"


def _scaled(fraction: float | None) -> float | None:
    return None if fraction is None else fraction * 100
