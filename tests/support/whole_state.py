"""Whether what lies in a state folder is whole: every cycle there, once, in every file."""

from pathlib import Path

from bot.state.cycles import JsonStateStore

HISTORIES = ("signals.jsonl", "equity.jsonl", "candles.jsonl", "trades.jsonl")


def whole_cycles(folder: Path) -> int:
    """The last cycle; asserts that the folder holds the cycles 1 to that one of cycle_record."""
    state = JsonStateStore(folder).load_state()
    last = 0 if state is None else state.cycle
    signals = JsonStateStore(folder).signals(1000)
    assert [event.cycle for event in reversed(signals)] == list(range(1, last + 1))
    sizes = [last, last, last, last // 3]
    for name, size in zip(HISTORIES, sizes, strict=True):
        path = folder / name
        content = path.read_text() if path.exists() else ""
        assert len(set(content.splitlines())) == len(content.splitlines()) == size
        assert not content or content.endswith("\n")
    return last
