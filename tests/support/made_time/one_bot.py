"""python -m tests.support.made_time.one_bot: the bot, in a time that is made.

LIFE and LIFE_IN are in its environment.
"""

import runpy

from tests.support.made_time.lives import begin, take_over

HOME = "tests.support.made_time.one_bot"

if __name__ == "__main__":
    take_over()
    begin()
    runpy.run_module("bot.bot", run_name="__main__")
