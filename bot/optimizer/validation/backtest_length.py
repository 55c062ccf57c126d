"""How long a backtest must be for the number of configs tried on it."""

from bot.domain import require
from bot.optimizer.validation.deflated_sharpe import expected_maximum_sharpe
from bot.statistics import none_if_undefined


def minimum_backtest_length(n_trials: float, sharpe: float = 1.0) -> float | None:
    """(E[max] / SR)^2 years: on less, the best of `n_trials` configs without skill shows `sharpe`.

    `sharpe` is annual and in-sample, E[max] the expected maximum of that many standard normal
    numbers; a config without skill has an annual ratio of variance 1 / years (Bailey, Borwein,
    Lopez de Prado and Zhu 2014, Pseudo-Mathematics and Financial Charlatanism, theorem 1). Trials
    are independent: hand in their effective number otherwise. None where the ratio is not above
    0, which luck shows at any length; raises ConfigError for less than one trial.
    """
    luck = expected_maximum_sharpe(1.0, n_trials)
    if luck is None or not sharpe > 0.0:
        return None
    times = luck / sharpe
    return none_if_undefined(times * times)


def trials_allowed(years: float, sharpe: float = 1.0) -> int:
    """The most independent configs that `years` of candles bear: the inverse of the above.

    One more, and the best of them is expected to show an annual ratio of `sharpe` by luck. At most
    10^12 is told. Raises ConfigError where years or ratio are not above 0.
    """
    require(years > 0.0, "years > 0", years)
    require(sharpe > 0.0, "sharpe > 0", sharpe)
    low, high = 1, 10**12
    while low < high:
        middle = (low + high + 1) // 2
        needed = minimum_backtest_length(middle, sharpe)
        if needed is not None and needed <= years:
            low = middle
        else:
            high = middle - 1
    return low
