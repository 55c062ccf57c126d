"""Research over grids of parameters: python -m bot.research --help."""
