"""The files that a person has made for the bot."""

from pathlib import Path

from bot.settings import Settings


def files_of_bot(settings: Settings) -> dict[str, Path]:
    """What a person has made for the bot, by what it is: for refuse_overwriting."""
    by_hand, from_feeds = settings.macro_events_files
    return {
        "the bot's macro events": by_hand,
        "the bot's news": from_feeds,
        "the bot's config": settings.data_dir / "strategy_config.json",
        "the bot's portfolio": settings.portfolio_file,
    }
