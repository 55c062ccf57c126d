"""Items of the stream that say which symbol they are of, since a stream has no address for it."""

from api.schemas.history import CandleView, EquityView


class CandleOfSymbol(CandleView):
    """A candle of a symbol."""

    symbol: str


class EquityOfSymbol(EquityView):
    """A point of a symbol's equity."""

    symbol: str
