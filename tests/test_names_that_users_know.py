"""Names that other people's programs use, importable from the folder named."""

from importlib import import_module

import pytest

NAMES = {
    "bot.domain": ("StrategyConfig", "BotState", "SignalEvent", "EquityPoint", "Trade"),
    "bot.strategy": ("compute_indicators", "generate_signal"),
    "bot.trading": ("calculate_position_size",),
    "bot.ai": ("PredictionSnapshot", "predict"),
    "bot.macro": ("MacroEvent", "MacroInsight", "MacroSentimentEngine"),
    "bot.backtesting": ("Backtester", "BacktestResult"),
    "bot.optimizer": ("random_search_optimize",),
    "bot.market_data": ("YFinanceMarketDataClient", "sanitize_symbol_for_fs"),
    "bot.exchange": ("ExchangeClient", "PaperExchangeClient"),
    "bot.state": ("StateStore", "load_overrides", "merge_config"),
    "bot.portfolio": ("PortfolioAsset", "PortfolioConfig", "PortfolioRunner"),
}


@pytest.mark.parametrize(
    ("room", "name"), [(room, name) for room, names in NAMES.items() for name in names]
)
def test_a_name_is_found_in_its_room_and_listed_there(room: str, name: str) -> None:
    module = import_module(room)
    assert callable(getattr(module, name))
    assert name in module.__all__
