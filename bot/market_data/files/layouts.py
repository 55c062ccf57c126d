"""Which layouts of candle files are known, and the marks by which each is recognized.

A further layout is a further row of LAYOUTS (with a header) or of BARE_LAYOUTS (without one).
Names are compared in lower case, without blanks around them and without <>.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.candles import COLUMNS, PRICES

TIME = "timestamp"
OWN_FORM = "our own form"
BINANCE_KLINES = "Binance's klines"
OWN = [TIME, *COLUMNS]
KLINES = [
    *(TIME, *COLUMNS, "close_time", "quote_volume", "trades"),
    *("taker_base_volume", "taker_quote_volume", "ignore"),
]
"""data.binance.vision's daily and monthly files; those of spot markets have no header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A table whose header names its columns.

    `marks` are the names that a header of this layout has besides the prices, `begin` the names it
    begins with. `time` is one column, or a date and a time of day; `volume` those that may hold it,
    the first that is there and not all zero.
    """

    name: str
    time: tuple[str, ...]
    prices: tuple[str, str, str, str] = PRICES
    volume: tuple[str, ...] = ("volume",)
    marks: tuple[str, ...] = ()
    begin: tuple[str, ...] = ()


YF_DOWNLOAD = "price, ticker, date"
"""The name given to the times of yf.download's table, whose header has three lines."""

LAYOUTS = (
    Layout(name="yf.download's table", time=(YF_DOWNLOAD,)),
    Layout(name="Yahoo's table with adjusted closes", time=("date",), marks=("adj close",)),
    Layout(name="yfinance's history", time=("date",), marks=("dividends", "stock splits")),
    Layout(name="yfinance's history", time=("datetime",), marks=("dividends", "stock splits")),
    Layout(name="Stooq's ASCII", time=("date", "time"), volume=("vol",), marks=("per", "openint")),
    Layout(
        name="Stooq's Polish table",
        time=("data",),
        prices=("otwarcie", "najwyzszy", "najnizszy", "zamkniecie"),
        volume=("wolumen",),
    ),
    Layout(
        name="MetaTrader 5's export",
        time=("date", "time"),
        volume=("vol", "tickvol"),
        marks=("tickvol",),
    ),
    Layout(
        name="MetaTrader 5's export", time=("date",), volume=("vol", "tickvol"), marks=("tickvol",)
    ),
    Layout(name="Coinbase's candles", time=("time",), begin=("time", "low", "high", "open")),
    Layout(name=BINANCE_KLINES, time=("open time",), marks=("close time",)),
    Layout(name=BINANCE_KLINES, time=("open_time",), marks=("close_time",)),
    Layout(
        name="Bybit's klines",
        time=("starttime",),
        prices=("openprice", "highprice", "lowprice", "closeprice"),
    ),
    Layout(name="CryptoDataDownload's table", time=("unix",), marks=("symbol",)),
    Layout(name="CryptoDataDownload's table", time=("unix timestamp",), marks=("symbol",)),
    Layout(name="Dukascopy's export", time=("gmt time",)),
    Layout(name="Dukascopy's export", time=("local time",)),
    Layout(name="Dukascopy's export", time=("utc",)),
    Layout(
        name="Investing.com's table",
        time=("date",),
        prices=("open", "high", "low", "price"),
        volume=("vol.",),
        marks=("change %",),
    ),
    Layout(
        name="Nasdaq's table",
        time=("date",),
        prices=("open", "high", "low", "close/last"),
    ),
    Layout(name="Polygon's flat file", time=("window_start",)),
    Layout(
        name="a table of one-letter names",
        time=("t",),
        prices=("o", "h", "l", "c"),
        volume=("v",),
    ),
    Layout(name=OWN_FORM, time=(TIME,), volume=("volume", "vol", "tickvol")),
    Layout(
        name="a table by date, as Stooq, freqtrade and pandas write it",
        time=("date",),
        begin=("date", "open"),
    ),
    Layout(name="a table with date and time", time=("date", "time"), volume=("volume", "vol")),
    Layout(name="TradingView's export", time=("time",), volume=("volume", "vol")),
    Layout(name="a table by date", time=("date",), volume=("volume", "vol")),
    Layout(name="a frame written with its index", time=("datetime",)),
    Layout(name="a frame written with its index", time=("date time",)),
    Layout(name="a frame written with its index", time=("index",)),
    Layout(name="a frame written with its index", time=("",)),
    Layout(name="a frame written with its index", time=("unnamed: 0",)),
)

OPEN_TIMES = {name for layout in LAYOUTS for name in layout.time} - {
    "index",
    "",
    "unnamed: 0",
    "t",
    YF_DOWNLOAD,
}
"""Names of columns that hold open times, all of which must agree."""
SYMBOLS = {
    *("symbol", "symbols", "sym", "ticker", "tic", "pair", "name", "instrument", "asset"),
    *("coin", "stock", "code", "isin", "ric", "product_id", "stock symbol", "stock_symbol"),
}
"""Names of columns that say whose candles they are."""
CLOSES = ("close", "price", "close/last", "closeprice")
"""Names of columns that hold the close: where two of them differ, nobody knows which is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BareLayout:
    """Rows without a header: which column is which, told by number and by the first value."""

    name: str
    width: int
    time: tuple[int, ...]
    prices: tuple[int, int, int, int]
    volume: int
    is_dated: bool = False
    weighted: int | None = None
    """The column of a mean price, which lies between high and low: a mark of its own."""


BARE_LAYOUTS = (
    BareLayout(name=BINANCE_KLINES, width=12, time=(0,), prices=(1, 2, 3, 4), volume=5),
    BareLayout(name="Kraken's OHLCVT", width=7, time=(0,), prices=(1, 2, 3, 4), volume=5),
    BareLayout(
        name="Kraken's OHLCVT with mean prices",
        width=8,
        time=(0,),
        prices=(1, 2, 3, 4),
        volume=6,
        weighted=5,
    ),
    BareLayout(
        name="MetaTrader's history",
        width=7,
        time=(0, 1),
        prices=(2, 3, 4, 5),
        volume=6,
        is_dated=True,
    ),
    BareLayout(
        name="MetaTrader 5's history",
        width=9,
        time=(0, 1),
        prices=(2, 3, 4, 5),
        volume=6,
        is_dated=True,
    ),
    BareLayout(
        name="rows of time, open, high, low, close, volume",
        width=6,
        time=(0,),
        prices=(1, 2, 3, 4),
        volume=5,
    ),
    BareLayout(
        name="Bitfinex's rows of time, open, close, high, low, volume",
        width=6,
        time=(0,),
        prices=(1, 3, 4, 2),
        volume=5,
    ),
    BareLayout(
        name="Coinbase's rows of time, low, high, open, close, volume",
        width=6,
        time=(0,),
        prices=(3, 2, 1, 4),
        volume=5,
    ),
)


def read_as(layout: str, undone: Sequence[str] = ()) -> str:
    """What was recognized, in words: the layout's name, and what was unusual about its spelling."""
    return f"read as {layout}" + (f" ({', '.join(undone)})" if undone else "")
