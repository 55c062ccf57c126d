"""Where users' own strategies are, and the check of a config that names one."""

from pathlib import Path

from bot.domain import ConfigCheck
from bot.strategy import look_in, strategy_of

STRATEGIES_FOLDER = "strategies"


def usable_strategies(data_dir: Path) -> ConfigCheck:
    """From now on this process looks for strategies in DATA_DIR/strategies as well.

    Answers with the check that refuses a config whose strategy cannot be used.
    """
    look_in(data_dir / STRATEGIES_FOLDER)
    return strategy_of
