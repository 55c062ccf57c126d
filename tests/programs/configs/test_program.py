"""tools/configs.py: every version of a config, and the way back."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.command_line import run_program
from bot.domain import ConfigStanding, OptimizerRun, Recommendation, Standing, StrategyConfig
from bot.programs.configs.program import main
from bot.state import FileVolume
from tests.support.on_volume import earlier_config_files, recommended, recorded_runs

ROOT = Path(__file__).parents[3]
BTC = "BTC/USDT"
META = {
    "written_by": "optimizer",
    "objective": "sharpe",
    "trials": 200,
    "seed": 7,
    "score": {"out_of_sample": 1.25},
}


def config(number):
    return StrategyConfig(ema_slow=20 + number)


def ask(*arguments):
    return run_program("tools/configs.py", main, [str(one) for one in arguments])


@pytest.fixture
def data_dir(tmp_path, monkeypatch):
    """A volume with two configs of the optimizer; the second one is in use."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "data"
    monkeypatch.setenv("DATA_DIR", str(folder))
    for number in (1, 2):
        meta = {**META, "at": f"2026-01-0{number}T00:00:00Z"}
        FileVolume(folder).configs.write(BTC, config(number), meta)
        FileVolume(folder).runs.append(OptimizerRun({**meta, "promoted": True}))
    return folder


@pytest.fixture
def answer(data_dir, capsys):
    """The JSON document of a call that succeeds."""

    def document(*arguments):
        assert ask(*arguments, "--json") == 0
        return json.loads(capsys.readouterr().out)

    return document


def own_file(data_dir):
    return data_dir / "portfolio" / "BTC_USDT" / "strategy_config.json"


def in_use(data_dir):
    return FileVolume(data_dir).configs.watch(BTC, StrategyConfig())().config


def test_a_config_that_came_without_the_gate_says_so(data_dir, capsys):
    FileVolume(data_dir).configs.write(BTC, config(3), {**META, "gate": {"state": "off"}})
    ask("list", BTC)
    _, second, third = capsys.readouterr().out.splitlines()[-3:]
    assert third.endswith("seed 7; PROMOTION_GATE was off")
    assert second.endswith("seed 7")


def test_the_list_names_every_version_with_its_provenance_and_marks_the_one_in_use(answer):
    document = answer("list", BTC)
    assert document["in_use"] == 2
    assert [version["number"] for version in document["versions"]] == [1, 2]
    assert [version["in_use"] for version in document["versions"]] == [False, True]
    assert document["versions"][0]["meta"]["at"] == "2026-01-01T00:00:00Z"
    assert document["versions"][1]["values"] == config(2).to_dict()


def test_people_read_a_line_a_version(data_dir, capsys):
    assert ask("list", BTC) == 0
    head, first, second = capsys.readouterr().out.splitlines()
    assert head == "BTC/USDT: version 2 is in use"
    assert first.startswith("     1  20")
    assert second.startswith("*    2  20")
    assert second.endswith("optimizer, sharpe 1.25 on unseen candles, best of 200, seed 7")


def test_configs_are_listed_without_the_candles_that_the_settings_name(
    data_dir, monkeypatch, capsys
):
    monkeypatch.setenv("DATA_SOURCE", "csv")
    assert ask("list", BTC) == 0
    assert BTC in capsys.readouterr().out


def test_what_the_gate_has_shown_of_a_config_stands_beside_it(data_dir, answer, capsys):
    loser = ConfigStanding(
        fingerprint=config(1).fingerprint,
        standing=Standing.DISPROVEN,
        since=datetime(2026, 1, 2, tzinfo=UTC),
        reason="disproven since 2026-01-02: it loses",
        p_value=0.001,
    )
    FileVolume(data_dir).promotions.write(BTC, {"standings": [loser.to_dict()]})
    first, second = answer("list", BTC)["versions"]
    assert first["standing"] == loser.to_document()
    assert second["standing"]["standing"] == "unproven"
    ask("list", BTC)
    _, first, second = capsys.readouterr().out.splitlines()
    assert first.endswith("seed 7; disproven")
    assert second.endswith("seed 7")
    ask("show", BTC, 1)
    assert "  disproven since 2026-01-02: it loses\n" in capsys.readouterr().out


def test_the_standing_of_what_holds_is_told_without_a_config_of_its_own(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    loser = ConfigStanding(
        fingerprint=StrategyConfig().fingerprint,
        standing=Standing.DISPROVEN,
        since=datetime(2026, 1, 2, tzinfo=UTC),
        reason="disproven since 2026-01-02: it loses",
    )
    FileVolume(tmp_path).promotions.write(BTC, {"standings": [loser.to_dict()]})
    ask("list", BTC)
    assert capsys.readouterr().out.endswith("the layers below it hold; disproven\n")
    ask("list", BTC, "--json")
    document = json.loads(capsys.readouterr().out)
    assert (document["in_use"], document["standing"]) == (0, loser.to_document())


def test_standings_that_cannot_be_read_are_told_and_configs_are_shown(data_dir, capsys):
    FileVolume(data_dir).promotions.write(BTC, {"standings": 4})
    assert ask("list", BTC) == 0
    out, err = capsys.readouterr()
    assert "version 2 is in use" in out
    assert "standings are not known: need standings of promotion.json" in err


def test_a_symbol_without_a_config_of_its_own_is_said_to_have_none(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert ask("list", BTC) == 0
    said = capsys.readouterr().out
    assert said == "BTC/USDT never had a config of its own: the layers below it hold\n"
    assert ask("diff", BTC) == 2
    assert ask("rollback", BTC) == 2
    assert list(tmp_path.iterdir()) == []


def test_one_version_is_shown_whole(answer, capsys):
    assert answer("show", BTC)["number"] == 2
    assert answer("show", BTC, 1)["values"] == config(1).to_dict()
    assert answer("show", BTC, 0)["values"] == {}
    assert ask("show", BTC, 1) == 0
    said = capsys.readouterr().out
    assert "  ema_slow = 21\n" in said
    assert '    "at": "2026-01-01T00:00:00Z"' in said


def test_the_difference_is_that_of_the_last_two_versions_or_of_any_two(answer, capsys):
    change = {"field": "ema_slow", "old": 21, "new": 22}
    assert answer("diff", BTC) == {"symbol": BTC, "old": 1, "new": 2, "changes": [change]}
    assert answer("diff", BTC, 2, 1)["changes"] == [{**change, "old": 22, "new": 21}]
    stated = answer("diff", BTC, 0, 1)["changes"]
    assert {"field": "ema_slow", "old": None, "new": 21} in stated
    assert ask("diff", BTC) == 0
    assert "\nema_slow  21 -> 22\n" in capsys.readouterr().out


def test_a_rollback_restores_the_predecessor_with_who_when_and_why_and_the_bot_takes_it(
    data_dir, capsys
):
    watcher = FileVolume(data_dir).configs.watch(BTC, StrategyConfig())
    assert watcher().config == config(2)
    assert ask("rollback", BTC, "--by", "ann", "--why", "drawdown") == 0
    poll = watcher()
    assert (poll.config, poll.error) == (config(1), None)
    assert poll.changes[0].startswith("ema_slow 22 -> 21")
    said = capsys.readouterr().out
    assert said.startswith("BTC/USDT: version 1 is in use again, as version 3, in place of 2")
    (*_, restored) = FileVolume(data_dir).configs.versions(BTC)
    (run, *_) = recorded_runs(data_dir, 9)
    assert run == dict(restored.meta)
    assert (run["replaces"], run["restores"], run["rolled_back"]) == (2, 1, True)
    assert (run["by"], run["reason"]) == ("ann", "rolled back to version 1 by ann: drawdown")
    assert run["at"].endswith("Z")
    assert run["rolled_back_config"] == config(2).to_dict()
    assert len(earlier_config_files(data_dir, BTC)) == 2


def test_what_was_rolled_back_is_no_longer_recommended(data_dir, answer):
    FileVolume(data_dir).recommendations.set(
        BTC, Recommendation({"config": config(2).to_dict(), "promoted": True})
    )
    answer("rollback", BTC, "--why", "lost")
    found = recommended(data_dir)[BTC]
    assert (found["config"], found["promoted"]) == (config(1).to_dict(), False)
    assert found["reason"].endswith(": lost")


def test_rolling_back_again_goes_further_back_and_a_number_goes_anywhere(data_dir, answer):
    FileVolume(data_dir).configs.write(BTC, config(3), META)
    assert answer("rollback", BTC)["restored"] == 2
    assert answer("rollback", BTC)["restored"] == 1
    assert answer("rollback", BTC)["restored"] == 0
    assert in_use(data_dir) == StrategyConfig()
    assert ask("rollback", BTC) == 2
    last = answer("rollback", BTC, 3)
    assert (last["restored"], last["replaced"], last["number"]) == (3, 6, 7)
    assert in_use(data_dir) == config(3)


def test_a_rollback_that_was_taken_back_is_no_obstacle(data_dir, answer):
    assert answer("rollback", BTC)["restored"] == 1
    assert answer("rollback", BTC, 2)["restored"] == 2
    assert answer("rollback", BTC)["restored"] == 1
    assert in_use(data_dir) == config(1)


def test_a_config_file_that_was_removed_can_be_put_back(data_dir, answer):
    own_file(data_dir).unlink()
    assert answer("list", BTC)["in_use"] == 0
    assert answer("rollback", BTC)["restored"] == 2
    assert in_use(data_dir) == config(2)


def test_with_version_0_the_layers_below_hold_again(data_dir, answer):
    (data_dir / "strategy_config.json").write_text('{"ema_slow": 77}')
    assert answer("rollback", BTC, 0)["restored"] == 0
    assert in_use(data_dir).ema_slow == 77


def test_a_part_made_by_hand_comes_back_as_the_part_that_it_was(data_dir, answer):
    own_file(data_dir).write_text('{"ema_fast": 9}')
    FileVolume(data_dir).configs.write(BTC, config(4), META)
    assert answer("list", BTC)["in_use"] == 4
    assert answer("rollback", BTC)["restored"] == 3
    assert json.loads(own_file(data_dir).read_text()).keys() == {"ema_fast", "_meta"}
    assert in_use(data_dir) == StrategyConfig(ema_fast=9)


def test_a_config_that_a_person_wrote_over_is_still_in_the_history(data_dir, answer):
    own_file(data_dir).write_text('{"ema_fast": 9}')
    assert answer("diff", BTC)["old"] == 2
    assert answer("rollback", BTC)["restored"] == 2
    assert in_use(data_dir) == config(2)


def test_a_config_broken_by_hand_is_told_and_can_be_rolled_back_from(data_dir, answer, capsys):
    own_file(data_dir).write_text("{")
    assert "not JSON" in answer("list", BTC)["versions"][2]["fault"]
    assert answer("rollback", BTC)["restored"] == 2
    assert ask("rollback", BTC, 3) == 2
    assert "version 3 cannot be used" in capsys.readouterr().err
    assert earlier_config_files(data_dir, BTC)[2].read_text() == "{"


def test_what_the_optimizer_rolled_back_is_no_predecessor(data_dir, answer):
    FileVolume(data_dir).configs.restore(BTC, config(1).to_dict(), {"written_by": "optimizer"})
    assert answer("rollback", BTC)["restored"] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["rollback", BTC, "9"], "need a version of BTC/USDT from 0 to 2, was 9"),
        (["rollback", BTC, "2"], "makes the same config as the one in use: nothing was changed"),
        (["rollback", "DOGE/USDT"], "need one of BTC/USDT, was 'DOGE/USDT'"),
        (["list", "../../etc"], "need one of BTC/USDT, was '../../etc'"),
        (["show", BTC, "1", "2"], "show takes at most one version, were 2"),
        (["diff", BTC, "1"], "diff takes two versions or none, were 1"),
        (["list", BTC, "1"], "list takes no version, were 1"),
        (["show", BTC, "--why", "so"], "--why and --by belong to rollback, not to show"),
        (["undo", BTC], "need one of list, show, diff, rollback, was 'undo'"),
        (["show", BTC, "-1"], "need a whole number from 0 to 10000000, was -1"),
        (["list", BTC, "--data-dir", "absent"], "need a folder for --data-dir, absent is none"),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_code_2_and_touches_nothing(
    data_dir, capsys, arguments, words
):
    before = {path: path.read_bytes() for path in data_dir.rglob("*") if path.suffix == ".json"}
    try:
        code = ask(*arguments)
    except SystemExit as end:
        code = end.code
    assert code == 2
    assert words in capsys.readouterr().err
    after = {path: path.read_bytes() for path in data_dir.rglob("*") if path.suffix == ".json"}
    assert after == before


def test_a_version_that_makes_no_valid_config_on_the_layers_below_is_refused(
    data_dir, monkeypatch, capsys
):
    own_file(data_dir).write_text('{"ema_slow": 40}')
    FileVolume(data_dir).configs.write(BTC, config(5), META)
    monkeypatch.setenv("EMA_FAST", "60")
    before = own_file(data_dir).read_bytes()
    assert ask("rollback", BTC, 3) == 2
    assert "need 2 <= EMA_FAST < EMA_SLOW" in capsys.readouterr().err
    assert own_file(data_dir).read_bytes() == before


def test_beside_an_optimizer_at_work_a_rollback_refuses_and_reading_does_not(data_dir, capsys):
    before = own_file(data_dir).read_bytes()
    with FileVolume(data_dir).hold("optimizer"):
        assert ask("rollback", BTC) == 2
        assert "already runs on" in capsys.readouterr().err
        assert ask("list", BTC) == 0
    assert own_file(data_dir).read_bytes() == before
    assert ask("rollback", BTC) == 0


@pytest.mark.e2e
def test_it_starts_as_a_file_from_any_folder_and_helps_quickly(data_dir, tmp_path):
    command = [sys.executable, ROOT / "tools" / "configs.py", "list", BTC, "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["in_use"] == 2
    loaded = "import sys; from bot.programs.configs.flags import parser; parser(); "
    heavy = "sys.exit(bool({'numba', 'pandas', 'bot.wiring'} & set(sys.modules)))"
    assert (
        subprocess.run([sys.executable, "-c", loaded + heavy], cwd=ROOT, check=False).returncode
        == 0
    )
