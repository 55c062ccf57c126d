"""One run, from the parsed flags on."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from structlog.typing import FilteringBoundLogger

from bot.command_line import Dialogue, tell, write_out
from bot.domain import LogProcess
from bot.portfolio import PortfolioRunner
from bot.programs.live_trading.checks import pass_preflight
from bot.programs.live_trading.closing import close_if_wanted
from bot.programs.live_trading.plan import Plan, make_plan
from bot.programs.trading_loop import StopNow, listen, run_cycles
from bot.reports.cycles import CYCLE_HEADER, cycle_line, ending_line
from bot.settings import Settings
from bot.wiring.process import keeper_of, logger
from bot.wiring.trading import TradingParts, portfolio_runner

COMMAND = "python run_live_trading.py"


def run(given: argparse.Namespace, arguments: Sequence[str]) -> int:
    """Ask, check, trade until the end; `arguments` are those that were typed."""
    dialogue = Dialogue(accept_defaults=given.yes)
    plan = make_plan(given, dialogue)
    log = _quiet_logger(plan.settings)
    parts = TradingParts.of(plan.settings, log, plan.portfolio)
    with parts.volume.hold("bot"):
        if parts.account is not None:
            parts.account.open_journal()
        pass_preflight(parts, plan, dialogue, confirmed=given.i_understand_this_is_real_money)
        was_interrupted = _trade(given, plan, parts, dialogue, log)
    if dialogue.has_asked and not given.quiet:
        again = dialogue.equivalent_command(COMMAND, arguments)
        write_out(f"\nThe same without questions:\n  {again}\n")
    if was_interrupted:
        raise KeyboardInterrupt
    return 0


def _quiet_logger(settings: Settings) -> FilteringBoundLogger:
    """A log of what goes wrong: what goes right is in the line of each cycle."""
    logs = settings.logs
    level = "WARNING" if logs.log_level == "INFO" else logs.log_level
    keeper = keeper_of(settings, LogProcess.BOT)
    return logger(replace(logs, log_level=level), keeper=keeper)


def _trade(
    given: argparse.Namespace,
    plan: Plan,
    parts: TradingParts,
    dialogue: Dialogue,
    log: FilteringBoundLogger,
) -> bool:
    """Cycle after cycle; whether Ctrl-C ended it."""
    runner = portfolio_runner(plan.settings, log, parts)
    asked = listen()
    shown = _Lines(runner, moves_money=not plan.settings.mode.is_on_paper)
    interval = plan.settings.trading.loop_interval_seconds
    try:
        run_cycles(runner, asked.to_end, interval, most=given.iterations, after_each=shown)
    except StopNow:
        tell("ended in the middle of a cycle that took too long")
    finally:
        asked.stop_listening()
    close_if_wanted(runner, dialogue, close=given.close_on_exit, may_ask=asked.by_ctrl_c)
    _sum_up(runner, shown.count)
    return asked.by_ctrl_c


class _Lines:
    """Writes the line of each cycle, the header above the first."""

    def __init__(self, runner: PortfolioRunner, *, moves_money: bool) -> None:
        self._runner = runner
        self._moves_money = moves_money
        self._decided_on: dict[str, datetime | None] = {}
        self.count = 0

    def __call__(self) -> None:
        if not self.count:
            write_out(f"{CYCLE_HEADER}\n")
        self.count += 1
        for state in self._runner.states:
            candle = state.last_candle_time
            decided = self._decided_on.get(state.symbol) != candle
            self._decided_on[state.symbol] = candle
            moves = self._moves_money
            line = cycle_line(self.count, state, decided=decided, moves_money=moves)
            write_out(f"{line}\n")


def _sum_up(runner: PortfolioRunner, cycles: int) -> None:
    for state in runner.states:
        write_out(f"\n{ending_line(state, cycles)}\n")
