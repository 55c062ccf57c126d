"""Write data/sample_ohlcv.csv anew: python -m tools.make_samples --help."""

import sys

from bot.programs.make_samples import main

if __name__ == "__main__":
    sys.exit(main())
