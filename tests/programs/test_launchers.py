"""Launchers start a program and do nothing else; --help of every program loads nothing heavy."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = sorted(path for path in (ROOT / "tools").glob("*.py") if path.name != "__init__.py")
LAUNCHERS = [
    *sorted(ROOT.glob("run_*.py")),
    *TOOLS,
    ROOT / "bot/research/__main__.py",
    ROOT / "bot/bot.py",
]
PROGRAMS = [path for path in (ROOT / "bot/programs").iterdir() if (path / "program.py").is_file()]
HEAVY = {"pandas", "numba", "numpy", "ccxt", "yfinance", "optuna", "plotly", "pyarrow", "orjson"}
MODULES = ["bot.bot", "bot.research", *(f"tools.{path.stem}" for path in TOOLS)]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _statements(body: list[ast.stmt]) -> list[str]:
    """What is done besides importing and finding the project's folder."""
    return [
        ast.unparse(statement)
        for statement in body
        if not isinstance(statement, ast.Import | ast.ImportFrom)
        and not ast.unparse(statement).startswith("sys.path[0] = ")
    ]


@pytest.mark.parametrize("launcher", LAUNCHERS, ids=_name)
def test_a_launcher_only_calls_the_main_of_one_program(launcher: Path) -> None:
    text = launcher.read_text()
    docstring, *body = ast.parse(text).body
    *imports, guard = body
    assert isinstance(docstring, ast.Expr)
    assert isinstance(guard, ast.If)
    assert ast.unparse(guard.test) == "__name__ == '__main__'"
    assert _statements(imports) == []
    (start,) = _statements(guard.body)
    assert start.startswith(("sys.exit(main())", "sys.exit(run_program("))
    assert len(text.splitlines()) <= 12


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.name)
def test_the_face_of_a_program_is_its_main(program: Path) -> None:
    code = (
        f"import bot.programs.{program.name} as face, sys;"
        f"assert face.__all__ == ['main'] and callable(face.main); print(*sys.modules)"
    )
    done = _python("-c", code)
    assert done.returncode == 0, done.stderr
    assert {name.partition(".")[0] for name in done.stdout.split()} & HEAVY == set()


@pytest.mark.parametrize("launcher", LAUNCHERS, ids=_name)
def test_help_of_every_program_loads_nothing_heavy(launcher: Path) -> None:
    code = (
        "import atexit, runpy, sys;"
        "atexit.register(lambda: print('\\n', *sys.modules));"
        f"sys.argv = [{str(launcher)!r}, '--help'];"
        f"sys.path.insert(0, {str(ROOT)!r});"
        f"runpy.run_path({str(launcher)!r}, run_name='__main__')"
    )
    done = _python("-c", code)
    assert (done.returncode, done.stderr) == (0, "")
    *usage, modules = done.stdout.splitlines()
    assert usage[0].startswith("usage: ")
    assert {name.partition(".")[0] for name in modules.split()} & HEAVY == set()


@pytest.mark.parametrize("module", MODULES)
def test_every_program_starts_as_a_module(module: str) -> None:
    done = _python("-m", module, "--help")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("tool", TOOLS, ids=lambda path: path.stem)
def test_every_tool_starts_as_a_file_from_any_folder(tool: Path, tmp_path: Path) -> None:
    done = _python(str(tool), "--help", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def _python(*arguments: str, cwd: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )
