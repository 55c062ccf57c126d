"""What a trader tells its log: each thing once, when it is new."""

from collections.abc import Sequence

from structlog.typing import FilteringBoundLogger

from bot.domain import ConfigPoll, CycleRecord, Standing
from bot.trading.stance import Stance


class TraderLog:
    """Logs trades, decisions, config changes and notes of one symbol.

    `notes` were logged already.
    """

    def __init__(self, log: FilteringBoundLogger, notes: Sequence[str]) -> None:
        self._log = log
        self._last_notes = tuple(notes)
        self._last_error: str | None = None
        self._last_standing = Standing.UNPROVEN

    def config(self, poll: ConfigPoll) -> None:
        """What is new about the config."""
        if poll.changed:
            self._log.info("config changed", changes=poll.changes)
        if poll.error is not None and poll.error != self._last_error:
            self._log.warning("config refused, the last good one is kept", error=poll.error)
        self._last_error = poll.error

    def stance(self, stance: Stance) -> None:
        """What is new about the config's standing."""
        if stance.standing is not self._last_standing:
            tell = self._log.warning if stance.standing is Standing.DISPROVEN else self._log.info
            tell("standing of the config", standing=str(stance.standing), reason=stance.reason)
        self._last_standing = stance.standing

    def cycle(self, record: CycleRecord) -> None:
        """What a cycle did."""
        log = self._log.bind(cycle=record.state.cycle)
        for text in record.state.warnings:
            if text not in self._last_notes:
                log.warning("note", text=text)
        self._last_notes = record.state.warnings
        for trade in record.trades:
            log.info("trade", direction=trade.direction, reason=trade.exit_reason, pnl=trade.pnl)
        for signal in record.signals:
            log.info(
                "decision",
                action=signal.action,
                confidence=round(signal.confidence, 3),
                reason=signal.reason,
                outcome=signal.outcome,
                candle=signal.candle_time.isoformat(),
            )
        if not record.signals:
            log.debug("no new candle", last=str(record.state.last_candle_time))
