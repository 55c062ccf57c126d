"""The pages of docs/studies say what their programs print."""

from pathlib import Path

import pytest

from bot.domain import StrategyConfig
from bot.strategy import set_strategies_folder, strategy_of
from bot.strategy.check import check_strategy
from docs.studies import ablation, inside_the_candle, rsi_and_momentum

PAGES = Path(rsi_and_momentum.__file__).parent


def test_page_of_rsi_and_momentum_shows_what_its_program_prints(
    real_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spy = real_data / "ohlcv/equities/SPY_1d_2019-2025_yfinance_adj.csv"

    code = rsi_and_momentum.main(["--csv", str(spy)])

    assert code == 0
    tables = capsys.readouterr().out.strip().split("\n\n")
    page = (PAGES / "rsi_and_momentum.md").read_text()
    assert len(tables) == 2
    assert all(table in page for table in tables)


def test_page_of_fills_inside_the_candle_shows_what_its_program_prints(
    real_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = inside_the_candle.main(["--real-data", str(real_data)])

    assert code == 0
    assert capsys.readouterr().out in (PAGES / "inside_the_candle.md").read_text()


def test_page_of_ablation_shows_what_its_program_prints(
    real_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = ablation.main(["--real-data", str(real_data)])

    assert code == 0
    tables = capsys.readouterr().out.strip().split("\n\n")
    page = (PAGES / "ablation.md").read_text()
    assert len(tables) == 2
    assert all(table in page for table in tables)


@pytest.mark.parametrize("file", sorted((PAGES / "strategies").glob("*.py")), ids=lambda f: f.stem)
def test_strategy_of_the_studies_passes_its_check(file: Path) -> None:
    set_strategies_folder(file.parent)
    strategy = strategy_of(StrategyConfig(strategy=file.stem)).strategy

    report = check_strategy(strategy, count=1_000, tries=20)

    assert report.is_passed, report.failures


def test_file_that_is_not_there_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = rsi_and_momentum.main(["--csv", str(tmp_path / "none.csv")])

    assert code == 3
    assert "none.csv" in capsys.readouterr().err
