"""Phrases that several reports say alike."""

from bot.reports.formats import setting, side_cost, whole


def costs_phrase(fee_pct: float, slippage_pct: float) -> str:
    """What a fill costs; both are fractions."""
    return f"fee {side_cost(fee_pct)} and slippage {side_cost(slippage_pct)} a side"


def opinions_phrase(min_confidence: float, *, ai: str, macro: str) -> str:
    """Whose opinions count; `ai` and `macro` say on or off, and with what."""
    return f"AI {ai}, macro {macro}, no trade below confidence {setting(min_confidence)}"


def on_or_off(is_on: bool) -> str:
    """A switch in words."""
    return "on" if is_on else "off"


def warm_up_phrase(earlier: int, cold: int) -> str:
    """What the decisions knew before the first candle, and how many knew too little."""
    candles = f"{whole(earlier) if earlier else 'no'} earlier candle{'' if earlier == 1 else 's'}"
    return f"{candles}, {whole(cold) if cold else 'no'} cold decision{'' if cold == 1 else 's'}"
