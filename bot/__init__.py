"""The trading platform: one decision, shared by backtest, optimizer, paper and live."""
