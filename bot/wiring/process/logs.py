"""Structured logs on stderr: one line an event, time first, symbol and cycle bound."""

import logging
import sys

import structlog

from bot.wiring.process.log_keeper import LogKeeper


def configure_logs(level: str, *, as_json: bool, keeper: LogKeeper | None = None) -> None:
    """Set up structlog for this process; `level` is DEBUG, INFO, WARNING or ERROR.

    The `keeper` sees every line before it is written.
    """
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"])
    )
    processors: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        *([] if keeper is None else [keeper]),
        renderer,
    ]
    structlog.configure(
        processors=processors,
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level)),
        # a line and its end in one write: a signal's own line cannot come between them
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
