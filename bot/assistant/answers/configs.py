"""The config in use, what changed in it and why, and what the optimizer found last."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.assistant.answers.wording import CONFIGS, RUNS, clause, of_state, plain, sentence
from bot.assistant.evidence import Evidence
from bot.assistant.fact import Fact, Told, joined
from bot.assistant.formats import minute
from bot.assistant.question import Inquiry
from bot.domain import EMA_RSI, BotState, ConfigVersion, OptimizerRun

_MOST_CHANGES = 8
_MOST_REFUSALS = 2


def strategy(inquiry: Inquiry, evidence: Evidence) -> Told:
    """The config that decides, and its standing."""
    state = evidence.state
    if state is None:
        return Told(text="")
    values = ", ".join(f"{name} {plain(value)}" for name, value in state.config.items())
    named = str(state.config.get("strategy", EMA_RSI))
    config = Told(
        text=f"The config in use ({state.mode} mode): {values or 'unknown'}.",
        facts=(
            of_state(state, "strategy", named),
            of_state(state, "config", state.config_fingerprint or "—"),
        ),
    )
    return joined(config, _standing(state), _refused(state))


def _standing(state: BotState) -> Told:
    standing = of_state(state, "standing", clause(state.standing_reason))
    return Told(text=f"Its standing is {sentence(state.standing_reason)}", facts=(standing,))


def _refused(state: BotState) -> Told | None:
    if not state.config_error:
        return None
    refused = of_state(state, "refused config", "yes")
    return Told(text="A newer one was refused; /status says why.", facts=(refused,))


def changes(inquiry: Inquiry, evidence: Evidence) -> Told:
    """The version in use against the one before, why it came, and what was refused since."""
    state = evidence.state
    if state is None:
        return Told(text="")
    readable = [version for version in evidence.versions if version.fault is None]
    in_use = next((version for version in readable if version.in_use), None)
    if in_use is None or in_use.number == 0:
        fact = of_state(state, "own config", "none")
        nothing = Told(
            text=f"{state.symbol} has no config of its own on record, so nothing was promoted for "
            "it: what holds comes from the portfolio, the config of all symbols, the environment "
            "and the defaults.",
            facts=(fact,),
        )
        return joined(nothing, _refused(state), _refusals(evidence.runs))
    before = next((v for v in readable if v.number < in_use.number), None)
    return joined(
        _came(state, in_use, evidence.runs),
        _differences(in_use, before),
        _refused(state),
        _refusals(evidence.runs),
        _standing(state),
    )


def _came(state: BotState, version: ConfigVersion, runs: Iterable[OptimizerRun]) -> Told:
    """Since when a version is in use, by whom and why."""
    meta = version.provenance
    since = meta.at or version.written_at
    who = "the optimizer" if meta.by_optimizer else _person(meta.stated)
    reason = meta.reason or _promotion_reason(meta.at, runs)
    words = f": {clause(reason)}" if reason else "; why, nothing on record says"
    ungated = (
        " It came with PROMOTION_GATE=off, held against no chance." if meta.came_ungated else ""
    )
    return Told(
        text=f"The config of {state.symbol} in use is version {version.number}, put there by {who}"
        f"{'' if since is None else f' at {minute(since)}'}{words}.{ungated}",
        facts=(
            Fact(name="config version", value=str(version.number), as_of=since, source=CONFIGS),
            Fact(name="put in use by", value=who, as_of=since, source=CONFIGS),
            Fact(name="reason", value=clause(reason or "—"), as_of=since, source=CONFIGS),
        ),
    )


def _person(meta: Mapping[str, Any]) -> str:
    by = meta.get("by")
    return clause(by) if isinstance(by, str) and by else "a person"


def _promotion_reason(at: object, runs: Iterable[OptimizerRun]) -> str | None:
    """What the run that promoted a config said."""
    for run in runs:
        if at is not None and run.at == at and run.document.get("promoted") is True:
            return str(run.document.get("reason") or "") or None
    return None


def _differences(version: ConfigVersion, before: ConfigVersion | None) -> Told | None:
    if before is None or (before.number == 0 and not before.values):
        return Told(text="Before it the symbol had no config of its own.")
    names = sorted((set(version.values) | set(before.values)) - {"_meta"})
    changed = [name for name in names if version.values.get(name) != before.values.get(name)]
    if not changed:
        return Told(text=f"It states the same as version {before.number} before it.")
    since = version.provenance.at or version.written_at
    words = {
        name: f"{_stated(before, name)} to {_stated(version, name)}"
        for name in changed[:_MOST_CHANGES]
    }
    more = f", and {len(changed) - len(words)} more" if len(changed) > len(words) else ""
    listed = ", ".join(f"{name} from {change}" for name, change in words.items())
    return Told(
        text=f"Against version {before.number} it changed {listed}{more}.",
        facts=tuple(
            Fact(name=f"change of {name}", value=f"from {change}", as_of=since, source=CONFIGS)
            for name, change in words.items()
        ),
    )


def _stated(version: ConfigVersion, name: str) -> str:
    return plain(version.values[name]) if name in version.values else "nothing"


def _refusals(runs: Iterable[OptimizerRun]) -> Told | None:
    """The newest runs that promoted nothing, with their reasons."""
    refused = [run for run in _looks(runs) if run.document.get("promoted") is False]
    if not refused:
        return None
    return joined(
        Told(text="The optimizer promoted nothing in its last looks:"),
        *(_run(run) for run in refused[:_MOST_REFUSALS]),
    )


def _looks(runs: Iterable[OptimizerRun]) -> list[OptimizerRun]:
    """The runs of the optimizer itself, less those that put an earlier config back."""
    return [
        run
        for run in runs
        if run.document.get("written_by") == "optimizer" and not run.document.get("rolled_back")
    ]


def _run(run: OptimizerRun) -> Told:
    reason = clause(str(run.document.get("reason") or "no reason on record"))
    when = "at an unknown time" if run.at is None else minute(run.at)
    fact = Fact(name="optimizer's run", value=reason, as_of=run.at, source=RUNS)
    return Told(text=f"{when}: {reason}.", facts=(fact,))


def optimizer(inquiry: Inquiry, evidence: Evidence) -> Told:
    """What the last run of the optimizer on the symbol came to."""
    state = evidence.state
    if state is None:
        return Told(text="")
    looks = _looks(evidence.runs)
    if not looks:
        return Told(
            text=f"Among its newest runs the optimizer has none on {state.symbol} on record; "
            "whether it is running now, I do not know."
        )
    last = looks[0]
    trials, objective = last.document.get("trials"), last.document.get("objective")
    searched = ""
    if isinstance(trials, int) and isinstance(objective, str):
        searched = f" It tried {trials} configs by {clause(objective)}."
    facts = (
        (Fact(name="trials", value=str(trials), as_of=last.at, source=RUNS),) if searched else ()
    )
    promoted = "promoted a config" if last.document.get("promoted") is True else "promoted nothing"
    head = Told(text=f"The optimizer's last run on {state.symbol} {promoted},")
    return joined(head, _run(last), Told(text=searched.strip(), facts=facts))
