"""From flags and answers to everything that one run needs."""

import argparse
from dataclasses import dataclass
from pathlib import Path

from bot.command_line import (
    ON_STDOUT,
    Dialogue,
    policy_of,
    refuse_overwriting,
)
from bot.domain import AssetType, DataSource, DecisionPolicy, StrategyConfig, called
from bot.domain.calendar import EntryBlackout
from bot.domain.errors import ConfigError
from bot.programs.backtest.detail import detail_request
from bot.programs.backtest.parameters import Parameters
from bot.programs.backtest.questions import (
    ALL,
    SAMPLE_CANDLES,
    balance_question,
    csv_question,
    lookback_question,
    save_question,
    source_question,
)
from bot.programs.bot_files import files_of_bot
from bot.programs.candle_request import CandleRequest
from bot.programs.historical_inputs import CsvReader, blackout_for, timeframe_of_file
from bot.programs.market_questions import symbol_question, timeframe_question
from bot.settings import Settings
from bot.wiring.opinions import policy_in_use
from bot.wiring.strategies import use_strategies_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One backtest: what is run on which candles, and what becomes of the result.

    Around the events of the `blackout` nothing is entered. `finer` asks for the candles that decide
    exits inside those. `notes` are sentences about the choice of parameters. `save_to` takes the
    result as JSON, `report_to` as HTML.
    """

    config: StrategyConfig
    policy: DecisionPolicy
    blackout: EntryBlackout
    balance: float
    candles: CandleRequest
    finer: CandleRequest | None
    asset_type: AssetType | None
    stated_periods: float | None
    save_to: Path | None
    report_to: Path | None
    notes: tuple[str, ...]


def make_plan(
    given: argparse.Namespace, settings: Settings, dialogue: Dialogue, read_csv: CsvReader
) -> Plan:
    """Ask what no flag answers, in a fixed order; ConfigError where an answer is wrong.

    `read_csv` is used early where the file that a flag names can tell its timeframe, so its
    DataError comes before the first question.
    """
    if given.csv is not None and given.source not in (None, DataSource.CSV):
        raise ConfigError(f"need the source csv with --csv, was {given.source}: leave one out")
    parameters = Parameters.of(given, settings)
    usual_timeframe = timeframe_of_file(given.csv, read_csv) or parameters.timeframe
    symbol = dialogue.ask(symbol_question(parameters.symbol), given.symbol)
    timeframe = dialogue.ask(timeframe_question(usual_timeframe), given.timeframe)
    lookback = dialogue.ask(lookback_question(_usual_lookback(given, settings)), given.lookback)
    balance = dialogue.ask(balance_question(settings.trading.starting_balance), given.balance)
    config, notes = parameters.choose(dialogue, symbol, timeframe)
    with called(parameters.flags):
        _refuse_unusable(config, settings)
    asset_type = None if given.asset_type is None else AssetType(given.asset_type)
    source, csv = _source(given, settings, dialogue)
    candles = CandleRequest(
        symbol=symbol,
        timeframe=timeframe,
        source=source,
        csv=csv,
        lookback=lookback,
        start=given.start,
        end=given.end,
        seed=settings.candles.synthetic_seed,
        exchange_id=settings.exchange.exchange_id,
        asset_type=asset_type,
    )
    finer = detail_request(given.detail, candles, read_csv)
    blackout = blackout_for(settings, given)
    save_to = _save_to(given, dialogue, symbol, timeframe)
    refuse_overwriting(
        {"--json": save_to, "--report": given.report},
        {
            "--csv": csv,
            "--detail": None if finer is None else finer.csv,
            "--config": given.config,
            "--macro-events": given.macro_events,
            "--calendar": given.calendar,
            **files_of_bot(settings),
        },
    )
    return Plan(
        config=config,
        policy=policy_of(given, policy_in_use(settings, given.ai_calibration)),
        blackout=blackout,
        balance=balance,
        candles=candles,
        finer=finer,
        asset_type=asset_type,
        stated_periods=given.periods_per_year,
        save_to=save_to,
        report_to=given.report,
        notes=notes,
    )


def _refuse_unusable(config: StrategyConfig, settings: Settings) -> None:
    """ConfigError where the strategy of the config cannot be used."""
    use_strategies_of(settings.data_dir)(config)


def _usual_lookback(given: argparse.Namespace, settings: Settings) -> str:
    everything = given.csv is not None or given.start is not None
    return ALL if everything else str(settings.trading.lookback)


def _source(
    given: argparse.Namespace, settings: Settings, dialogue: Dialogue
) -> tuple[DataSource, Path | None]:
    if given.csv is not None:
        return DataSource.CSV, given.csv
    reads_file = settings.candles.data_source.reads_file
    usual = DataSource.CSV if reads_file else settings.candles.data_source
    source, file = dialogue.ask(source_question(usual), given.source)
    if source is DataSource.CSV and file is None:
        file = dialogue.ask(csv_question(settings.candles.candles_csv or SAMPLE_CANDLES))
    return source, file


def _save_to(
    given: argparse.Namespace, dialogue: Dialogue, symbol: str, timeframe: str
) -> Path | None:
    if given.no_save or given.json == ON_STDOUT:
        return None
    if given.json is not None:
        return Path(given.json)
    return dialogue.ask(save_question(symbol, timeframe))
