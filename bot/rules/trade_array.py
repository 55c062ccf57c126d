"""Closed trades as one structured array, the form that the kernel writes and statistics read."""

import numpy as np
from numpy.typing import NDArray

TRADE_DTYPE = np.dtype(
    [
        ("entry_row", np.int64),
        ("exit_row", np.int64),
        ("direction", np.int64),
        ("reason", np.int64),
        ("quantity", np.float64),
        ("entry_price", np.float64),
        ("exit_price", np.float64),
        ("fees", np.float64),
        ("pnl", np.float64),
    ]
)
TradeArray = NDArray[np.void]
"""One row a trade, dtype TRADE_DTYPE; rows are numbers of candles, money is in quote currency."""
