"""What programs ask first: which market."""

from bot.command_line import Question, symbol, timeframe


def symbol_question(default: str) -> Question[str]:
    """Which symbol."""
    return Question(
        flag="--symbol",
        text="Symbol",
        default=default,
        examples="BTC/USDT, NVDA, GC=F, EURUSD=X",
        read=symbol,
    )


def timeframe_question(default: str) -> Question[str]:
    """How long a candle is."""
    return Question(
        flag="--timeframe",
        text="Timeframe",
        default=default,
        examples="5m, 15m, 1h, 4h, 1d",
        read=timeframe,
    )
