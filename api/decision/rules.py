"""The lines of EMA/RSI's rule with the values of the last candle.

The rule that decides is compiled (bot.strategy), which this process does not load; a test holds
the two equal.
"""

from api.schemas import ConditionView, RuleView
from bot.assistant import value_of
from bot.domain import EMA_RSI, Action, BotState

_EMAS = ("ema_fast", "ema_slow")


def rules_of(state: BotState) -> tuple[RuleView, ...]:
    """Every line in its order, the one that counts marked; () for another strategy.

    () too where an indicator has no value yet: no line can hold then.
    """
    if state.config.get("strategy", EMA_RSI) != EMA_RSI:
        return ()
    lines = _lines(state)
    active = next((n for n, (_, parts) in enumerate(lines) if all(p.holds for p in parts)), None)
    if active is not None and _technical(state) != lines[active][0]:
        active = None  # the closes do not move: there is no opinion whatever the lines say
    return tuple(
        RuleView(
            action=action,
            conditions=parts,
            holds=all(part.holds for part in parts),
            is_active=number == active,
        )
        for number, (action, parts) in enumerate(lines)
    )


def _technical(state: BotState) -> str | None:
    return None if state.technical is None else state.technical.get("action")


def _lines(state: BotState) -> list[tuple[Action, tuple[ConditionView, ...]]]:
    fast, slow, rsi = state.ema_fast, state.ema_slow, state.rsi
    high, low = value_of(state.config, "rsi_overbought"), value_of(state.config, "rsi_oversold")
    if fast is None or slow is None or rsi is None or high is None or low is None:
        return []
    fast_name, slow_name = (f"EMA {state.config.get(name, '—')}" for name in _EMAS)

    def trend(relation: str) -> ConditionView:
        return _condition(fast_name, fast, relation, slow_name, slow)

    def strength(relation: str, name: str, level: float) -> ConditionView:
        return _condition("RSI", rsi, relation, name, level)

    return [
        (Action.LONG, (trend("above"), strength("below", "overbought", high))),
        (Action.SHORT, (trend("below"), strength("above", "oversold", low))),
        (Action.LONG, (strength("below", "oversold", low),)),
        (Action.SHORT, (strength("above", "overbought", high),)),
    ]


def _condition(
    value_of: str, value: float, relation: str, level_of: str, level: float
) -> ConditionView:
    holds = value > level if relation == "above" else value < level
    return ConditionView(
        value_of=value_of,
        value=value,
        relation=relation,
        level_of=level_of,
        level=level,
        holds=holds,
    )
