"""Whether the bot may trade, and the guard's last report, in memory."""

from bot.domain import RiskReport, TradingPermit


class MemoryTradingPermit:
    """A TradingPermitStore."""

    def __init__(self) -> None:
        self._permit = TradingPermit()

    def read(self) -> TradingPermit:
        """What was written last."""
        return self._permit

    def write(self, permit: TradingPermit) -> None:
        """Replace it."""
        self._permit = permit


class MemoryRisk:
    """A RiskStore."""

    def __init__(self) -> None:
        self._report: RiskReport | None = None

    def read(self) -> RiskReport | None:
        """What was written last."""
        return self._report

    def write(self, report: RiskReport) -> None:
        """Replace it."""
        self._report = report
