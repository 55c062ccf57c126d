"""The terms that can be asked for, each with what it means here, in one sentence."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term: its `words` are the turns by which it is asked for, in lower case."""

    name: str
    words: tuple[str, ...]
    meaning: str
    is_technical: bool = True
    """Whether "what is X?" already asks for the meaning, and not for the value."""


def _term(name: str, words: str, meaning: str, *, is_technical: bool = True) -> Term:
    spoken = tuple(words.split("|"))
    return Term(name=name, words=spoken, meaning=meaning, is_technical=is_technical)


TERMS: tuple[Term, ...] = (
    _term(
        "RSI",
        "rsi",
        "RSI, the relative strength index by Wilder, sets the gains of the last candles against "
        "their losses, from 0 (only losses) to 100 (only gains).",
    ),
    _term(
        "overbought",
        "overbought|oversold",
        "Overbought is an RSI above its upper level, where the rule takes a rise for overdone; "
        "oversold is one below its lower level, where it takes a fall for overdone.",
    ),
    _term(
        "EMA",
        "ema|emas|ema cross|ema crossover|crossover",
        "EMA, the exponential moving average, is a mean of the closes in which newer ones weigh "
        "more; a fast one above a slow one is an upward trend.",
    ),
    _term(
        "ATR",
        "atr",
        "ATR, the average true range by Wilder, is how far the price moves in one candle on "
        "average, "
        "gaps included.",
    ),
    _term(
        "stop loss",
        "stop|stops",
        "The stop is the price at which an open position is closed with a loss.",
        is_technical=False,
    ),
    _term(
        "take profit",
        "target|targets",
        "The target is the price at which an open position is closed with a profit.",
        is_technical=False,
    ),
    _term(
        "trailing stop",
        "trailing stop|trailing",
        "A trailing stop follows the best price since the entry at a fixed distance, and never "
        "moves "
        "away from the price.",
    ),
    _term(
        "drawdown",
        "drawdown|max drawdown|maximum drawdown",
        "The drawdown is how far the equity is below the highest that it ever was, in percent.",
        is_technical=False,
    ),
    _term(
        "Sharpe ratio",
        "sharpe|sharpe ratio",
        "The Sharpe ratio is the mean return over its standard deviation, made annual; no "
        "risk-free "
        "rate is taken off.",
    ),
    _term(
        "confidence",
        "confidence|confidence level|minimum confidence|min confidence",
        "The confidence of a decision is between 0 and 1; below the minimum nothing is entered.",
        is_technical=False,
    ),
    _term(
        "macro bias",
        "bias|macro bias",
        "The macro bias says where the news of macro events lean, from -1 (bearish) to 1 "
        "(bullish); "
        "an event weighs by its impact and loses half its weight every few days.",
        is_technical=False,
    ),
    _term(
        "hawkish", "hawkish", "Hawkish news point to higher interest rates, which weigh on prices."
    ),
    _term("dovish", "dovish", "Dovish news point to lower interest rates, which lift prices."),
    _term("bullish", "bullish", "Bullish means that rising prices are expected."),
    _term("bearish", "bearish", "Bearish means that falling prices are expected."),
    _term("LONG", "long|going long", "LONG is a position that earns when the price rises."),
    _term("SHORT", "short|going short", "SHORT is a position that earns when the price falls."),
    _term("FLAT", "flat", "FLAT means that nothing is held, or that a decision enters nothing."),
    _term(
        "AI override",
        "override|ai override|overriding",
        "The AI overrides the technical signal where its own probability is above its threshold.",
    ),
    _term(
        "slippage",
        "slippage",
        "Slippage is how much worse than the price seen an order is filled.",
    ),
    _term(
        "standing",
        "standing|proven|unproven|disproven",
        "The standing says what a look at candles that no search had seen has shown of a config: "
        "proven, disproven (it loses beyond chance), or unproven.",
    ),
    _term(
        "promotion gate",
        "gate|promotion gate|promotion|promoted|champion|challenger",
        "The gate lets a new config (the challenger) replace the one in use (the champion) only "
        "where "
        "it is better on candles that the search had not seen, beyond chance.",
    ),
    _term(
        "Kelly",
        "kelly|kelly fraction|kelly criterion",
        "Kelly's formula says which share of a capital to stake by the share of winners and how "
        "much "
        "they win; here only a part of that share is risked.",
    ),
    _term(
        "unrealized P&L",
        "unrealized|unrealized pnl|unrealised pnl|unrealised",
        "Unrealized P&L is what the open position would win or lose if it were closed at the last "
        "price, exit costs aside.",
    ),
    _term(
        "equity",
        "equity",
        "Equity is the balance and what the open position has won or lost.",
        is_technical=False,
    ),
    _term(
        "win rate",
        "winrate",
        "The win rate is the share of the closed trades that made money.",
        is_technical=False,
    ),
    _term(
        "profit factor",
        "profit factor",
        "The profit factor is the sum of what winning trades made "
        "over the sum of what losing ones lost.",
    ),
    _term("volatility", "volatility", "Volatility is how widely the price moves around its mean."),
    _term(
        "momentum", "momentum", "Momentum is how much the price has changed over the last candles."
    ),
    _term(
        "halted",
        "halted|reducing|trading state|active",
        "The trading state is ACTIVE (entries are taken), REDUCING (exits only) or HALTED (no "
        "orders "
        "but stop and target of what is held).",
    ),
    _term(
        "paper mode",
        "paper|paper mode|paper trading",
        "On paper no order leaves the machine: fills are simulated by the rules of the backtest.",
        is_technical=False,
    ),
    _term(
        "testnet",
        "testnet",
        "The testnet is an exchange's own copy with money that is none.",
        is_technical=False,
    ),
    _term(
        "FOMC",
        "fomc",
        "The FOMC is the committee of the US Federal Reserve that sets its interest "
        "rates, about every six weeks.",
    ),
    _term("CPI", "cpi", "The CPI is the index of consumer prices, by which inflation is measured."),
    _term(
        "NFP",
        "nfp|nonfarm payrolls|non farm payrolls",
        "NFP are the US nonfarm payrolls: the jobs "
        "that a month brought, published on its first Friday or the next.",
    ),
    _term(
        "basis point", "bps|basis point|basis points", "A basis point is a hundredth of a percent."
    ),
    _term(
        "candle",
        "candle|candles",
        "A candle is one interval of time with its first, highest, lowest "
        "and last price; the bot decides once at the close of each.",
    ),
    _term(
        "blackout",
        "blackout",
        "A blackout is a time around a scheduled event in which nothing is entered.",
    ),
)
