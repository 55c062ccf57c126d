"""What users import from the folder, and that importing it stays light."""

import subprocess
import sys

import bot.market_data


def test_every_public_name_can_be_imported() -> None:
    for name in bot.market_data.__all__:
        assert getattr(bot.market_data, name).__name__ == name


def test_importing_the_folder_loads_no_library_that_one_source_needs() -> None:
    code = (
        "import bot.market_data, sys;"
        "loaded = {'yfinance', 'ccxt', 'pydantic', 'requests'} & set(sys.modules);"
        "sys.exit(str(loaded) if loaded else 0)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (0, "")
