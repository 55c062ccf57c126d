"""From a config to what the fills read."""

from bot.compiled import compiled
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


@compiled
def sized_to_nothing(terms: Terms) -> Terms:
    """The terms with a size of 0, for compiled code: an exit goes through, an entry does not."""
    return Terms(
        0.0,
        terms.stop_loss_pct,
        terms.take_profit_pct,
        terms.fee_pct,
        terms.slippage_pct,
        terms.allow_short,
        terms.exit_on_opposite_signal,
        0.0,
    )


def scaled(terms: Terms, scale: float) -> Terms:
    """The terms under which an entry has the part `scale` of its size; 0 enters nothing."""
    return terms._replace(
        risk_per_trade_pct=terms.risk_per_trade_pct * scale,
        max_position=terms.max_position * scale,
    )
