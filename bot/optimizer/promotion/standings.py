"""What a run shows of the standing of the configs that it judged."""

from bot.domain import ConfigStanding, Standing, Standings, StrategyConfig
from bot.optimizer.promotion.gate import Examination
from bot.optimizer.promotion.study import Study
from bot.optimizer.promotion.watching import RollbackWatch


def standings_after(study: Study, before: Standings) -> Standings:
    """Proven is what the gate promoted, disproven a champion that a look showed to lose.

    Without a look nothing is shown. A config that is disproven already stays so since then: what it
    has earned from there on is not forgotten.
    """
    seen, after = study.examination, before
    if seen is None:
        return after
    champion = study.champion.config
    if seen.disproves_champion and not before.of(champion).is_disproven:
        after = after.replaced(_disproven(champion, seen))
    if study.verdict.promoted and study.challenger is not None:
        after = after.replaced(_proven(study.challenger.config, seen))
    return after


def given_up(watch: RollbackWatch, before: Standings) -> Standings:
    """After a rollback: what was found worse than its predecessor is not proven any more."""
    standing = before.of(watch.promoted)
    if standing.standing is not Standing.PROVEN:
        return before
    reason = "unproven: it was promoted, and then rolled back"
    return before.replaced(
        ConfigStanding(fingerprint=standing.fingerprint, since=watch.until, reason=reason)
    )


def _disproven(config: StrategyConfig, seen: Examination) -> ConfigStanding:
    p_value = seen.losing.p_value
    return ConfigStanding(
        fingerprint=config.fingerprint,
        standing=Standing.DISPROVEN,
        since=seen.look.at,
        p_value=p_value,
        reason=(
            f"disproven since {seen.look.at:%Y-%m-%d}: over {seen.unseen_candles:,} unseen candles "
            f"it returned {seen.champion_return_pct:+.1f} %, and it loses beyond chance even where "
            f"every candle that touched stop and target counts for it "
            f"({seen.beside_threshold(p_value)}); put another config in use, or wait: it is "
            "unproven again once it has earned beyond chance"
        ),
    )


def _proven(config: StrategyConfig, seen: Examination) -> ConfigStanding:
    return ConfigStanding(
        fingerprint=config.fingerprint,
        standing=Standing.PROVEN,
        since=seen.look.at,
        p_value=seen.p_value,
        reason=(
            f"proven since {seen.look.at:%Y-%m-%d}: the gate promoted it "
            f"({seen.beside_threshold(seen.p_value)})"
        ),
    )
