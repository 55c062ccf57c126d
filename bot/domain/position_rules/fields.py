"""The numbers that sizes and stops are made of, and what they may be."""

from bot.domain.checks import require

POSITION_FIELDS = (
    "position_sizing",
    "kelly_fraction",
    "kelly_trades",
    "max_position_pct",
    "stop_type",
    "atr_period",
    "stop_atr_multiple",
    "target_atr_multiple",
)
"""The fields of a config that say it. Documents leave all of them out of a config that has their
defaults, as they were before there were any; a config of a lower layer may then state them."""
LONGEST_ATR = 1_000
MOST_KELLY_TRADES = 500


def require_position_rules(
    *,
    kelly_fraction: float,
    kelly_trades: int,
    max_position_pct: float,
    atr_period: int,
    stop_atr_multiple: float,
    target_atr_multiple: float,
) -> None:
    """ConfigError naming the first rule that a value breaks."""
    require(0 < kelly_fraction <= 1, "0 < kelly_fraction <= 1", kelly_fraction)
    most = MOST_KELLY_TRADES
    require(2 <= kelly_trades <= most, f"2 <= kelly_trades <= {most}", kelly_trades)
    require(0 < max_position_pct <= 100, "0 < max_position_pct <= 100 (percent)", max_position_pct)
    require(2 <= atr_period <= LONGEST_ATR, f"2 <= atr_period <= {LONGEST_ATR}", atr_period)
    for name, value in (
        ("stop_atr_multiple", stop_atr_multiple),
        ("target_atr_multiple", target_atr_multiple),
    ):
        require(0 < value <= 100, f"0 < {name} <= 100", value)
