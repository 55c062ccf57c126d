"""A question answered, from the parsed flags on."""

import argparse
from dataclasses import replace
from datetime import UTC, datetime

from bot.assistant import Assistant, Records, Reply, minute
from bot.command_line import as_json, write_out
from bot.domain import rfc3339, store_of
from bot.domain.errors import ConfigError
from bot.wiring.assistant import language_model
from bot.wiring.process import load_settings
from bot.wiring.state import macro_event_source, shown_blackout, volume


def run(given: argparse.Namespace) -> int:
    """Answer on stdout; ConfigError for a symbol that is not on the volume."""
    settings = load_settings()
    if given.data_dir is not None:
        settings = replace(settings, data_dir=given.data_dir)
    state_volume = volume(settings)
    if given.symbol is not None and store_of(state_volume, given.symbol) is None:
        known = ", ".join(state_volume.symbols()) or "none yet"
        raise ConfigError(f"need a symbol of this volume ({known}), was {given.symbol!r}")
    records = Records(
        state_volume,
        lambda: macro_event_source(settings, tells_missing=False),
        shown_blackout(settings),
    )
    assistant = Assistant(records, language_model(settings))
    reply = assistant.ask(given.question, datetime.now(UTC), given.symbol)
    if given.json:
        write_out(as_json(_document(given.question, reply)))
        return 0
    facts = [
        f"  {fact.name}: {fact.value} ({fact.source}, {minute(fact.as_of)})\n"
        for fact in (reply.facts if given.facts else ())
    ]
    write_out(f"{reply.text}\n{''.join(facts)}")
    return 0


def _document(question: str, reply: Reply) -> dict[str, object]:
    return {
        "question": question,
        "symbol": reply.symbol,
        "answer": reply.text,
        "topics": list(reply.topics),
        "facts": [
            {
                "name": fact.name,
                "value": fact.value,
                "as_of": None if fact.as_of is None else rfc3339(fact.as_of),
                "source": fact.source,
            }
            for fact in reply.facts
        ],
        "by_model": reply.by_model,
    }
