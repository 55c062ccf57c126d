"""Phrases that several reports say alike."""

from collections.abc import Mapping
from typing import Any

from bot.domain import PositionSizing, StopType, StrategyConfig
from bot.reports.formats import setting, side_cost, whole


def costs_phrase(fee_pct: float, slippage_pct: float) -> str:
    """What a fill costs; both are fractions."""
    return f"fee {side_cost(fee_pct)} and slippage {side_cost(slippage_pct)} a side"


def sizing_phrase(config: StrategyConfig) -> str:
    """What the quantity of an entry is made of."""
    risk = f"risk {setting(config.risk_per_trade_pct)} % a trade"
    if config.position_sizing is PositionSizing.VOLATILITY:
        risk = f"{risk} for a move of one ATR({config.atr_period})"
    if config.position_sizing is PositionSizing.KELLY:
        share = f"{setting(config.kelly_fraction)} of Kelly's share by the last"
        risk = f"risk {share} {config.kelly_trades} trades (until then {risk[5:]})"
    cap = config.max_position_pct
    return risk if cap == 100.0 else f"{risk}, at most {setting(cap)} % of the balance"


def stop_phrase(config: StrategyConfig) -> str:
    """Where stop and target lie."""
    if config.stop_type is StopType.ATR:
        stop, target = setting(config.stop_atr_multiple), setting(config.target_atr_multiple)
        return f"stop {stop} ATR({config.atr_period}), target {target} ATR"
    trailing = " trailing" if config.stop_type is StopType.TRAILING else ""
    stop, target = side_cost(config.stop_loss_pct), side_cost(config.take_profit_pct)
    return f"stop {stop}{trailing}, target {target}"


def opinions_phrase(min_confidence: float, *, ai: str, macro: str) -> str:
    """Whose opinions count; `ai` and `macro` say on or off, and with what."""
    return f"AI {ai}, macro {macro}, no trade below confidence {setting(min_confidence)}"


def calibrated_phrase(calibration: Mapping[str, Any] | None) -> str:
    """Whose calibration the AI's probabilities went through, behind what else is said of the AI."""
    if calibration is None:
        return ""
    return f", calibrated by {calibration['name']} (sha256 {calibration['sha256'][:12]})"


def ai_words(policy: Mapping[str, Any]) -> str:
    """Whether the AI of a policy, by its fields, is on, and through what it went."""
    return on_or_off(policy["ai_enabled"]) + calibrated_phrase(policy.get("ai_calibration"))


def on_or_off(is_on: bool) -> str:
    """A switch in words."""
    return "on" if is_on else "off"


def warm_up_phrase(earlier: int, cold: int) -> str:
    """What the decisions knew before the first candle, and how many knew too little."""
    candles = f"{whole(earlier) if earlier else 'no'} earlier candle{'' if earlier == 1 else 's'}"
    return f"{candles}, {whole(cold) if cold else 'no'} cold decision{'' if cold == 1 else 's'}"
