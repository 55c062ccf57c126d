"""python -m bot.research: every combination of the values of a few parameters."""
