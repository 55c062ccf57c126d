"""The figures in sentences for a trader. Sharpe ratios here are annualized."""

from bot.optimizer.validation.backtest_length import minimum_backtest_length, trials_allowed
from bot.optimizer.validation.overfitting import BacktestOverfitting
from bot.optimizer.validation.regimes import Regime, RegimeResult, RegimeTable
from bot.optimizer.validation.stability import SLOPE, Neighbourhood, Stability

GOOD_CHOICE = 0.2
COIN = 0.4
"""A share of failed choices from here on is no better than a coin."""
SURE = 0.95
_LONG_ENOUGH = "long enough to tell, and what they tell is the first sentence: luck may be all."
_ENOUGH_ALONE = "enough for a config that was the only one tried, which this one was not."


def luck_words(
    *,
    sharpe: float | None,
    luck: float | None,
    deflated: float | None,
    n_trials: int,
    effective_trials: float | None = None,
) -> str:
    """How the best trial's ratio compares with the one that luck would show.

    `luck` is the annualized expected_maximum_sharpe, `deflated` the deflated_sharpe_ratio.
    """
    configs = _configs(n_trials, effective_trials)
    if luck is None or sharpe is None or deflated is None:
        return (
            f"How much luck is in the best of {configs} cannot be told: too few have a Sharpe "
            "ratio."
        )
    return (
        f"The best of {configs} would show a Sharpe ratio of {luck:.1f} by luck alone; this one "
        f"has {sharpe:.1f}: {_sure(deflated)} sure that it is better than luck."
    )


def overfitting_words(overfitting: BacktestOverfitting | None) -> str:
    """How often choosing by one half of the candles was right on the other half."""
    if overfitting is None:
        return (
            "Whether the past is a guide to the choice cannot be told: fewer than two configs "
            "traded."
        )
    if overfitting.probability >= COIN:
        verdict = "choosing by the past is no better than a coin"
    elif overfitting.loss_probability > 0.5:
        verdict = "choosing by the past helps, and what it chooses loses all the same"
    elif overfitting.probability > GOOD_CHOICE:
        verdict = "choosing by the past helps a little"
    else:
        verdict = "choosing by the past is worth something here"
    return (
        f"In {_of_hundred(overfitting.probability)} ways to cut the candles in halves, the best "
        "config of one half was in the worse half of all configs on the other, and in "
        f"{_of_hundred(overfitting.loss_probability)} it lost money there: {verdict}."
    )


def backtest_length_words(
    *,
    years: float,
    sharpe: float | None,
    deflated: float | None,
    n_trials: int,
    effective_trials: float | None = None,
) -> str:
    """Whether the candles span enough time for the configs tried, see minimum_backtest_length.

    `sharpe` is the best trial's ratio; only where `deflated`, its deflated_sharpe_ratio, shows
    skill does a span that is long enough speak for it.
    """
    needed = None
    if sharpe is not None:
        needed = minimum_backtest_length(effective_trials or n_trials, sharpe)
    if needed is None or sharpe is None:
        return "No length of backtest proves skill where nothing was earned."
    begin = (
        f"With {_configs(n_trials, effective_trials)} tried, a Sharpe ratio of {sharpe:.1f} means "
        f"something from {_span(needed)} of candles on; these span {_span(years)}"
    )
    if years >= needed:
        return f"{begin}: " + ("enough." if _is_sure(deflated) else _LONG_ENOUGH)
    borne = trials_allowed(years, sharpe) if years > 0.0 else 0
    return f"{begin}: luck alone could explain it, they bear {_configs(borne, None)}."


def track_record_words(*, candles: int, needed: float | None, deflated: float | None) -> str:
    """Whether the record is long enough; `needed` is the minimum_track_record_length.

    That is of one config by itself: `deflated`, the deflated_sharpe_ratio, says whether it still
    shows skill as the best of many.
    """
    if needed is None:
        return "No record of this kind would show skill: nothing was earned for the risk."
    begin = (
        f"To be 95 % sure that a Sharpe ratio like this is above 0 takes {needed:,.0f} candles; "
        f"there are {candles:,}"
    )
    if candles < needed:
        return f"{begin}: too few."
    return f"{begin}: " + ("enough." if _is_sure(deflated) else _ENOUGH_ALONE)


def stability_words(stability: Stability | None) -> str:
    """What the configs next to the best one do."""
    if stability is None:
        return "Whether similar configs do as well cannot be told: too few of them traded."
    kept = f"{max(stability.kept, 0.0) * 100.0:.0f} %"
    begin = f"The {stability.neighbours} configs most like the best one keep {kept} of its lead"
    if stability.neighbourhood is Neighbourhood.PEAK and SLOPE <= stability.kept <= stability.noise:
        begin = f"{begin}, no more than chance does"
    ends = {
        Neighbourhood.PLATEAU: "it stands on a plateau, small changes do little harm",
        Neighbourhood.SLOPE: "it stands on a slope, small changes cost a good part of it",
        Neighbourhood.PEAK: "it is a lonely peak, which luck makes and the future seldom repeats",
    }
    return f"{begin}: {ends[stability.neighbourhood]}."


def regime_words(regimes: RegimeTable) -> str:
    """Where it earned and where it lost, beside holding, on candles not searched."""
    earned = [
        f"{row.regime} {_earned(row)}"
        for row in regimes.rows
        if row.candles and row.regime is not Regime.UNKNOWN
    ]
    if not earned:
        return "Which markets it earned in cannot be told: too few candles."
    return f"By kind of market, with holding in brackets: {', '.join(earned)}."


def _earned(row: RegimeResult) -> str:
    own, market = (
        "—" if value is None else f"{value:+.1f} %"
        for value in (row.return_pct, row.market_return_pct)
    )
    return f"{own} ({market}) in {row.candles:,} candles"


def _configs(n_trials: int, effective: float | None) -> str:
    count = f"{n_trials:,} config{'s' if n_trials != 1 else ''}"
    if effective is None or round(effective) >= n_trials:
        return count
    if round(effective) <= 1:
        return f"{count} (all alike)"
    return f"{count} (as alike as {effective:,.0f} independent ones)"


def _is_sure(deflated: float | None) -> bool:
    return deflated is not None and deflated >= SURE


def _sure(probability: float) -> str:
    """In percent, never a certainty."""
    percent = probability * 100.0
    if percent > 99.0:
        return "over 99 %"
    return "less than 1 %" if percent < 1.0 else f"{percent:.0f} %"


def _of_hundred(share: float) -> str:
    return f"{share * 100.0:.0f} of 100"


def _span(years: float) -> str:
    if years >= 1.0:
        return f"{years:,.1f} years"
    days = round(years * 365.0)
    return f"{days} days" if days > 1 else ("1 day" if days else "less than a day")
