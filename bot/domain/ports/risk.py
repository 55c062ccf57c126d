"""Where it is kept whether the bot may trade, and what its guard remembers."""

from typing import Protocol

from bot.domain.risk import RiskReport, TradingPermit


class TradingPermitStore(Protocol):
    """The trading state of the account. Its writer is the bot; a person may write it by hand."""

    def read(self) -> TradingPermit:
        """What holds now; ACTIVE where nothing was ever written. Cheap where nothing changed.

        StateError where it cannot be read: whoever trades then takes it for HALTED.
        """
        ...

    def write(self, permit: TradingPermit) -> None:
        """Replace it: once this returns it survives a kill; StateError where it cannot be kept."""
        ...


class RiskStore(Protocol):
    """The guard's last report, with what it remembers. Its writer is the bot."""

    def read(self) -> RiskReport | None:
        """None before the first time; StateError where it cannot be read."""
        ...

    def write(self, report: RiskReport) -> None:
        """Replace it whole; StateError where it cannot be kept."""
        ...
