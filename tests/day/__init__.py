"""A day of real minutes: paper, orders at an exchange and the backtest on the same candles."""
