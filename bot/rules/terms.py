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


def scaled(terms: Terms, scale: float) -> Terms:
    """The terms under which an entry has the part `scale` of its size; 0 enters nothing."""
    return terms._replace(
        risk_per_trade_pct=terms.risk_per_trade_pct * scale,
        max_position=terms.max_position * scale,
    )
