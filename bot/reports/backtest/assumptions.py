"""What a backtest takes for granted, as sentences for its reader."""

from bot.backtesting import BacktestResult


def assumptions(result: BacktestResult) -> list[str]:
    """Fills, costs, sizing and opinions of a run."""
    config = result.config
    return [
        "A decision at the close of a candle fills at the open of the next one.",
        "Inside a candle a touched stop or target fills at its price; where both were touched, the"
        " stop came first. An open beyond either fills at that open.",
        f"Every fill but the target's is worsened by slippage of {config.slippage_pct * 100:g} %;"
        f" a fee of {config.fee_pct * 100:g} % is paid on the notional of both sides.",
        f"A trade risks {config.risk_per_trade_pct:g} % of the balance between its fill and its"
        " stop, and never spends more than the balance. Every order fills whole.",
        "Shorts are sold without borrowing cost."
        if config.allow_short
        else "Spot only: SHORT decisions open nothing.",
        "An opposite decision closes the position at the next open."
        if config.exit_on_opposite_signal
        else "Only stop and target close a position, and the end of the candles.",
        f"Opinions: {_opinions(result)}",
        f"Sharpe is annualized with {result.periods_per_year:,.10g} periods a year"
        f" ({result.asset_type}), without a risk-free rate.",
        "Buy and hold buys at the first open and holds to the last close, without costs.",
        "Past results do not tell future ones.",
    ]


def _opinions(result: BacktestResult) -> str:
    policy = result.policy
    ai = (
        f"AI overrides above confidence {policy.ai_override_confidence:g}"
        if policy.ai_enabled
        else "AI off"
    )
    macro = (
        f"macro events fade with a half-life of {policy.macro_half_life_hours:g} h"
        if policy.macro_enabled
        else "macro off"
    )
    return f"{ai}, {macro}, no trade below confidence {policy.min_confidence:g}."
