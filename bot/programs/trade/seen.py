"""python -m bot.bot --seen: a person has seen what starts had to mend."""


def mark_seen() -> int:
    """Let a bot on the volume, also one that runs now, stop telling it; 0."""
    from bot.wiring.process import load_settings, logger  # so that --help is quick
    from bot.wiring.state import volume

    settings = load_settings()
    volume(settings).mended.mark_seen()
    logger(settings.logs, settings.unknown_names).info("what was mended is marked as seen")
    return 0
