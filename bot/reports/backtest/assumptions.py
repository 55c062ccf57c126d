"""What a backtest takes for granted, as sentences for its reader."""

from bot.backtesting import BacktestResult
from bot.domain import StopType, StrategyConfig
from bot.reports.formats import setting, side_cost, significant
from bot.reports.phrases import calibrated_phrase, sizing_phrase, stop_phrase, warm_up_phrase


def assumptions(result: BacktestResult) -> list[str]:
    """Fills, costs, sizing and opinions of a run."""
    config = result.config
    return [
        "A decision at the close of a candle fills at the open of the next one.",
        f"Warm-up: {warm_up_phrase(result.warm_up, result.cold_decisions)}; a cold one is made on"
        " fewer candles than make indicators forget where the history begins.",
        "Inside a candle a touched stop or target fills at its price; where both were touched, the"
        " stop came first. An open beyond either fills at that open.",
        *(
            []
            if result.detail_effect is None
            else [
                "Finer candles inside decide exits one after the other by the same two rules;"
                " where none reaches the order, the coarse candle does."
            ]
        ),
        f"Every fill but the target's is worsened by slippage of {side_cost(config.slippage_pct)};"
        f" a fee of {side_cost(config.fee_pct)} is paid on the notional of both sides.",
        *_sizes_and_stops(config),
        "Shorts are sold without borrowing cost."
        if config.allow_short
        else "Spot only: SHORT decisions open nothing.",
        "An opposite decision closes the position at the next open."
        if config.exit_on_opposite_signal
        else "Only stop and target close a position, and the end of the candles.",
        f"Opinions: {_opinions(result)}",
        *([f"Calendar: {result.blackout.described}."] if result.blackout.is_on else []),
        f"Sharpe is annualized with {significant(result.periods_per_year, 10, grouped=True)}"
        f" periods a year ({result.hours}), without a risk-free rate.",
        "Buy and hold buys at the first open and holds to the last close, without costs.",
        "Past results do not tell future ones.",
    ]


def _sizes_and_stops(config: StrategyConfig) -> list[str]:
    """One sentence where both are fixed, and two more where they adapt."""
    if not config.adapts:
        return [
            f"A trade risks {setting(config.risk_per_trade_pct)} % of the balance between its fill"
            " and its stop, and never spends more than the balance. Every order fills whole."
        ]
    trailing = config.stop_type is StopType.TRAILING
    moves = [
        "A trailing stop moves at the close of a candle, behind the best price since the entry."
    ]
    return [
        f"Sizes: {sizing_phrase(config)}; never more than the balance. Every order fills whole.",
        f"Distances: {stop_phrase(config)}, pinned at the entry.",
        *(moves if trailing else []),
    ]


def _opinions(result: BacktestResult) -> str:
    policy = result.policy
    ai = (
        f"AI overrides above confidence {setting(policy.ai_override_confidence)}"
        f"{calibrated_phrase(policy.to_dict().get('ai_calibration'))}"
        if policy.ai_enabled
        else "AI off"
    )
    macro = (
        f"macro events fade with a half-life of {setting(policy.macro_half_life_hours)} h"
        if policy.macro_enabled
        else "macro off"
    )
    return f"{ai}, {macro}, no trade below confidence {setting(policy.min_confidence)}."
