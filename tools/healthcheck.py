"""Whether a service is alive: python -m tools.healthcheck --help."""

import sys

from bot.programs.healthcheck import main

if __name__ == "__main__":
    sys.exit(main())
