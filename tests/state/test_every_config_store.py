"""What every store of strategy configs does."""

import pytest

from bot.domain import ConfigVersion, StrategyConfig
from bot.domain.errors import ConfigError

BTC, ETH = "BTC/USDT", "ETH/USDT"
BASE = StrategyConfig()


def config(number, symbol=BTC):
    return StrategyConfig(symbol=symbol, ema_fast=10, ema_slow=20 + number)


def test_without_a_config_the_base_holds_and_nothing_is_stated(volume):
    configs = volume.configs
    assert configs.stated(None).values == configs.stated(BTC).values == {}
    assert configs.read(BTC, BASE).config == BASE
    assert configs.versions(BTC) == (ConfigVersion(number=0),)
    assert configs.symbols() == ()


def test_a_written_config_is_in_use_with_its_provenance(volume, open_volume):
    volume.configs.write(BTC, config(1), {"written_by": "optimizer", "seed": 7})
    configs = open_volume().configs
    assert configs.read(BTC, BASE).config == config(1)
    assert configs.stated(BTC).provenance.by_optimizer
    assert configs.symbols() == (BTC,)
    (_, first) = configs.versions(BTC)
    assert (first.number, first.in_use, first.values) == (1, True, config(1).to_dict())
    assert first.meta == {"written_by": "optimizer", "seed": 7}
    assert configs.versions(ETH) == (ConfigVersion(number=0),)


def test_the_place_of_each_value_is_told(volume):
    volume.configs.write(BTC, config(1), {})
    loaded = volume.configs.read(BTC, BASE, asset={"fee_pct": 0.5})
    assert loaded.sources["ema_slow"] == volume.configs.stated(BTC).place
    (shadowed,) = loaded.shadowed
    assert shadowed.startswith("fee_pct = 0.5 of portfolio.json is overridden by")


def test_other_values_can_stand_for_what_is_in_use(volume):
    volume.configs.write(BTC, config(1), {})
    assert volume.configs.read(BTC, BASE, own={"ema_fast": 9}).config.ema_fast == 9
    with pytest.raises(ConfigError, match="need symbol BTC/USDT"):
        volume.configs.read(BTC, BASE, own={"symbol": ETH})


def test_the_config_of_another_symbol_is_refused(volume):
    with pytest.raises(ConfigError, match="need a config of ETH/USDT, was one of BTC/USDT"):
        volume.configs.write(ETH, config(1), {})
    assert volume.configs.symbols() == ()


def test_versions_are_numbered_in_the_order_of_use(volume, open_volume):
    for number in (1, 2, 3):
        volume.configs.write(BTC, config(number), {"run": number})
    versions = open_volume().configs.versions(BTC)
    assert [(v.number, v.in_use, v.meta.get("run")) for v in versions] == [
        (0, False, None),
        (1, False, 1),
        (2, False, 2),
        (3, True, 3),
    ]


def test_a_restored_config_says_what_it_replaces_and_restores_and_is_on_record(volume):
    for number in (1, 2):
        volume.configs.write(BTC, config(number), {"gate": {"state": "off"}})
    run = volume.configs.restore(BTC, config(1).to_dict(), {"reason": "worse"})
    assert (run.document["replaces"], run.document["restores"]) == (2, 1)
    assert volume.runs.newest(9) == [run]
    newest = volume.configs.versions(BTC)[-1]
    assert (newest.number, newest.meta) == (3, run.document)
    assert newest.provenance.was_rolled_back
    assert newest.provenance.came_ungated
    assert volume.configs.read(BTC, BASE).config == config(1)


def test_restoring_nothing_lets_the_layers_below_hold(volume):
    volume.configs.write(BTC, config(1), {})
    assert volume.configs.restore(BTC, {}, {}).document["restores"] == 0
    assert volume.configs.restore(BTC, {"ema_fast": 9}, {}).document["restores"] is None
    assert volume.configs.read(BTC, BASE).config == StrategyConfig(ema_fast=9)


def test_a_watch_tells_what_changed_once(volume, open_volume):
    watch = volume.configs.watch(BTC, BASE)
    assert (watch().config, watch().changed) == (BASE, False)
    open_volume().configs.write(BTC, config(1), {})
    changed = watch()
    assert changed.config == config(1)
    place = volume.configs.stated(BTC).place
    assert f"ema_slow 26 -> 21 (from {place})" in changed.changes
    assert not watch().changed


def test_a_watch_keeps_the_last_good_config_and_says_what_is_refused(volume):
    watch = volume.configs.watch(BTC, BASE)
    watch()
    volume.configs.restore(BTC, {"ema_fast": 90}, {})
    refused = watch()
    assert (refused.config, refused.changed) == (BASE, False)
    assert "need 2 <= ema_fast < ema_slow" in str(refused.error)
    volume.configs.write(BTC, config(2), {})
    assert (watch().config, watch().error) == (config(2), None)


def test_a_watch_that_begins_with_a_refused_config_goes_on_as_last_time(volume):
    volume.configs.restore(BTC, {"ema_fast": 90}, {})
    poll = volume.configs.watch(BTC, BASE, last_good=config(5))()
    assert poll.config == config(5)
    assert poll.error is not None
