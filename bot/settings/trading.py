"""How the bot trades."""

from dataclasses import dataclass
from pathlib import Path

from bot.domain import StandAside
from bot.domain.errors import ConfigError
from bot.settings.rules import check_fields, choice, number


@dataclass(frozen=True, slots=True, kw_only=True)
class TradingSettings:
    """On paper or not, with what balance, how often, and which portfolio.

    `lookback` is the number of candles fetched a cycle; `portfolio_path` None means the portfolio
    on the state volume; `stand_aside` is when a disproven config takes no entries.
    """

    paper_mode: bool = True
    binance_testnet_enabled: bool = False
    i_understand_this_is_real_money: bool = False
    starting_balance: float = number(10_000.0, most=1_000_000_000_000, above=0)
    loop_interval_seconds: float = number(60.0, least=0, most=86_400)
    lookback: int = number(250, least=1, most=100_000)
    portfolio_path: Path | None = None
    stand_aside: str = choice("auto", tuple(StandAside))

    def __post_init__(self) -> None:
        check_fields(self)
        if self.is_live and not self.i_understand_this_is_real_money:
            raise ConfigError(
                "PAPER_MODE=false with BINANCE_TESTNET_ENABLED=false is real money and needs "
                "I_UNDERSTAND_THIS_IS_REAL_MONEY=true: set PAPER_MODE=true to trade on paper"
            )

    @property
    def is_testnet(self) -> bool:
        """Whether orders go to the exchange's testnet."""
        return not self.paper_mode and self.binance_testnet_enabled

    @property
    def is_live(self) -> bool:
        """Whether orders move real money."""
        return not self.paper_mode and not self.binance_testnet_enabled
