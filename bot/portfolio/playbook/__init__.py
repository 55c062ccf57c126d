"""What the config in use would do on each market, on real candles of three horizons."""

from bot.portfolio.playbook.horizon_candles import (
    FetchedHorizons,
    FileHorizons,
    HorizonCandles,
    InventedHorizons,
    KeptHorizons,
    real_conditions,
    shown_until,
)
from bot.portfolio.playbook.playbook import ComputedPlaybook, make_playbook, reusable_playbook
from bot.portfolio.playbook.row import PlaybookMarket

__all__ = [
    "ComputedPlaybook",
    "FetchedHorizons",
    "FileHorizons",
    "HorizonCandles",
    "InventedHorizons",
    "KeptHorizons",
    "PlaybookMarket",
    "make_playbook",
    "real_conditions",
    "reusable_playbook",
    "shown_until",
]
