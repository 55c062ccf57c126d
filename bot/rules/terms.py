"""From a config to what the fills read."""

from bot.domain import StrategyConfig
from bot.rules.fills import Terms


def terms_of(config: StrategyConfig) -> Terms:
    """The risk and cost terms of a config."""
    return Terms(
        config.risk_per_trade_pct,
        config.stop_loss_pct,
        config.take_profit_pct,
        config.fee_pct,
        config.slippage_pct,
        config.allow_short,
        config.exit_on_opposite_signal,
        config.max_position_pct / 100.0,
    )
