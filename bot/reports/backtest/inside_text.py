"""What finer candles changed in a backtest, as sentences and as text of at most 80 columns."""

from bot.backtesting import BacktestResult, DetailEffect
from bot.reports.formats import money_digits, number, percent, whole
from bot.reports.text_layout import wrapped


def detail_sentences(result: BacktestResult, detail: DetailEffect) -> list[str]:
    """How many exits finer candles decided and changed, what that cost, and what they left."""
    coarse = f"candles of {result.config.timeframe}"
    digits = money_digits(result.initial_balance)
    return [
        f"Exits inside {coarse}: {whole(detail.exits_inside)}, {whole(detail.touched_both)} of them"
        " in one that touches both stop and target. Finer candles decided"
        f" {whole(detail.decided)}; in {whole(detail.undecided)} none reaches the order, and the"
        " coarse one decided.",
        f"Changed: {whole(detail.changed)} ({whole(detail.stops_gapped)} stops gapped through,"
        f" {whole(detail.targets_beyond)} filled beyond the target, {whole(detail.reordered)} where"
        " the other order came first).",
        f"P&L {number(detail.pnl_change, digits, '+')} ({percent(detail.pnl_change_pct, '+')} of"
        f" the initial balance) against the same run on {coarse} alone.",
        *_coverage(detail, coarse),
    ]


def _coverage(detail: DetailEffect, coarse: str) -> list[str]:
    """What is missing or does not fit, where anything is."""
    candles, covered, outside = detail.coverage
    sentences = []
    if covered < candles:
        sentences.append(
            f"{whole(candles - covered)} of {whole(candles)} {coarse} have none inside."
        )
    if outside:
        sentences.append(
            f"In {whole(outside)} of {whole(covered)} they trade above its high or below its low,"
            " and the coarse one decides: they are another venue's, or one of both is wrong."
        )
    return sentences


def detail_lines(result: BacktestResult, detail: DetailEffect, finer: str) -> list[str]:
    """The same below each other; `finer` says what the finer candles are."""
    return [
        *wrapped("Inside    ", finer or "finer candles"),
        *(
            line
            for sentence in detail_sentences(result, detail)
            for line in wrapped(" " * 10, sentence)
        ),
    ]
