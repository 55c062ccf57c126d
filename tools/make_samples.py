"""Write data/sample_ohlcv.csv anew: python -m tools.make_samples --help."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])  # also when started as a file
    from bot.programs.make_samples import main

    sys.exit(main())
