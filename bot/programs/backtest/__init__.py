"""The parts of run_backtest.py: flags, questions, candles, and the run itself."""
