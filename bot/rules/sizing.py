"""How much to buy or sell."""

from bot.compiled import compiled


@compiled
def calculate_position_size(
    balance: float,
    risk_per_trade_pct: float,
    price: float,
    stop_loss_pct: float,
    fee_pct: float = 0.0,
    max_position: float = 1.0,
) -> float:
    """The quantity that loses `risk_per_trade_pct` percent of the balance at the stop.

    balance x risk_per_trade_pct / 100 / (price x stop_loss_pct), at most what the share
    `max_position` of the balance pays for with the entry fee: max_position x balance / (price x (1
    + fee_pct)). 0 where balance or price is not positive.
    """
    if not (balance > 0.0 and price > 0.0 and stop_loss_pct > 0.0):
        return 0.0
    at_risk = balance * risk_per_trade_pct / 100.0 / (price * stop_loss_pct)
    affordable = max_position * balance / (price * (1.0 + fee_pct))
    return min(at_risk, affordable)
