"""The bot's cycles, from the parsed flags on."""

from bot.command_line import EndRequest
from bot.domain import LogProcess
from bot.programs.trade.key_rights import KeyRights
from bot.programs.trading_loop import StopNow, run_cycles
from bot.wiring.process import keeper_of, load_settings, logger
from bot.wiring.state import volume
from bot.wiring.trading import TradingParts, portfolio_runner


def run(end: EndRequest, *, once: bool) -> int:
    """Trade until the `end` is asked for, the replay is complete, or one cycle with `once`; 0."""
    settings = load_settings()
    keeper = keeper_of(settings, LogProcess.BOT)
    log = logger(settings.logs, settings.unknown_names, keeper)
    try:
        with volume(settings).hold("bot"):
            parts = TradingParts.of(settings, log)
            if parts.account is not None:
                parts.account.open_journal()
            key_rights = KeyRights(None if parts.account is None else parts.account.venue)
            key_rights()
            runner = portfolio_runner(settings, log, parts)
            interval = settings.trading.loop_interval_seconds
            most = 1 if once else None
            run_cycles(runner, end, interval, most=most, after_each=key_rights)
    except StopNow:
        log.warning("bot stopped", reason="asked to, in the middle of a cycle that took too long")
    else:
        log.info("bot stopped", reason="replay complete" if runner.is_complete else "asked to")
    return 0
