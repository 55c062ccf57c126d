"""Fills in candles in which nobody traded, in words."""


def quiet_fill_words(fills: str) -> str:
    """What is told of fills in candles without volume; `fills` says which, and when."""
    return f"{fills}: nobody traded there at any price"
