"""EMA/RSI configs by the thousand, compiled."""
