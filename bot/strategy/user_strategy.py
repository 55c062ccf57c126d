"""A user's own strategy: found, loaded once per process, and kept from doing harm.

Whatever is wrong with it becomes one sentence that names the file and the line.
"""

import hashlib
import importlib
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import MISSING, dataclass, fields, is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar, get_type_hints

from bot.domain.errors import ConfigError

T = TypeVar("T")

PARAMETER_TYPES = (int, float, bool, str)


@dataclass(frozen=True, slots=True)
class UserStrategy:
    """A strategy class with the file that it was loaded from and the file's sha256."""

    strategy_class: type[Any]
    file: Path
    sha256: str


class StrategyFolder:
    """The folder in which a process looks for strategies, and those that it has loaded.

    A file is read once; a change shows in the next process. One that failed is tried again.
    """

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._loaded: dict[str, UserStrategy] = {}
        self._lock = threading.RLock()

    def set_folder(self, folder: Path) -> None:
        """From now on names are looked for in this folder."""
        self._folder = folder.resolve()

    def __str__(self) -> str:
        return "DATA_DIR/strategies" if self._folder is None else str(self._folder)

    def find(self, name: str) -> UserStrategy:
        """The strategy of a name without dots (its file's) or with them (a module's path).

        ConfigError where there is none, or it cannot be used.
        """
        with self._lock:
            key = name if "." in name else str(self._file(name))
            if key not in self._loaded:
                self._loaded[key] = _from_module(name) if "." in name else self._from_file(name)
            return self._loaded[key]

    def _file(self, name: str) -> Path:
        return Path(f"{name}.py") if self._folder is None else self._folder / f"{name}.py"

    def _from_file(self, name: str) -> UserStrategy:
        file = self._file(name)
        if self._folder is None or not file.is_file():
            raise FileNotFoundError(file)
        try:
            source = file.read_bytes()
        except OSError as error:
            raise ConfigError(f"strategy {name}: {file} cannot be read: {error}") from error
        module = ModuleType(f"strategies.{name}")
        module.__file__ = str(file)
        module.__dict__["print"] = _print_to_stderr
        sys.modules[module.__name__] = module  # where dataclasses look for a module's names
        with guarded(name, file):
            exec(compile(source, str(file), "exec"), module.__dict__)
        return _only_strategy(name, module, file, source)


def _from_module(name: str) -> UserStrategy:
    module = _imported(name)
    if module.__file__ is None:
        raise ConfigError(f"strategy {name}: need a module with a file of its own")
    file = Path(module.__file__)
    return _only_strategy(name, module, file, file.read_bytes())


def _imported(name: str) -> ModuleType:
    """The module of that path; FileNotFoundError where there is none."""
    try:
        with guarded(name, None):
            return importlib.import_module(name)
    except ConfigError as error:
        cause = error.__cause__
        if isinstance(cause, ModuleNotFoundError) and f"{name}.".startswith(f"{cause.name}."):
            raise FileNotFoundError(name) from None
        raise


def _print_to_stderr(*values: object, **options: Any) -> None:
    """`print` of a user's file: stdout belongs to the program's own answer."""
    print(*values, **{"file": sys.stderr, **options})  # noqa: T201  # not on stdout


def _only_strategy(name: str, module: ModuleType, file: Path, source: bytes) -> UserStrategy:
    classes = [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and value.__module__ == module.__name__
        and callable(getattr(value, "opinions", None))
    ]
    if len(classes) != 1:
        names = ", ".join(each.__name__ for each in classes) or "none"
        raise ConfigError(
            f"strategy {name}: need exactly one class with a method opinions in {file}, was {names}"
        )
    _refuse_other_shape(name, classes[0], file)
    return UserStrategy(classes[0], file, hashlib.sha256(source).hexdigest())


def _refuse_other_shape(name: str, strategy_class: type[Any], file: Path) -> None:
    where = f"strategy {name}: {strategy_class.__name__} in {file}"
    parameters: Any = getattr(strategy_class, "__dataclass_params__", None)
    if not is_dataclass(strategy_class) or parameters is None or not parameters.frozen:
        raise ConfigError(f"{where} needs @dataclass(frozen=True, kw_only=True) above it")
    if not hasattr(strategy_class, "warm_up_candles"):
        raise ConfigError(f"{where} needs a property warm_up_candles")
    with guarded(name, file):
        hints = get_type_hints(strategy_class)
    for field in fields(strategy_class):
        if hints[field.name] not in PARAMETER_TYPES:
            raise ConfigError(f"{where} needs int, float, bool or str for its field {field.name}")
        if field.default is MISSING:
            raise ConfigError(f"{where} needs a default for its field {field.name}")
    _refuse_other_tables(where, strategy_class)


def _refuse_other_tables(where: str, strategy_class: type[Any]) -> None:
    """ConfigError for a search_space or price_values that are not what they have to be."""
    space = getattr(strategy_class, "search_space", {})
    if not isinstance(space, Mapping):
        raise ConfigError(f'{where} needs search_space = {{"field": (lowest, highest)}}')
    unknown = sorted(set(space) - {field.name for field in fields(strategy_class)}, key=str)
    if unknown:
        raise ConfigError(f"{where} has no field {unknown[0]} that its search_space names")
    prices = getattr(strategy_class, "price_values", ())
    if not isinstance(prices, tuple | list) or not all(isinstance(name, str) for name in prices):
        raise ConfigError(f'{where} needs price_values = ("value",), was {prices!r}')


def call(name: str, file: Path | None, function: Callable[[], T]) -> T:
    """The function's value; whatever it raises as one sentence."""
    with guarded(name, file):
        return function()


@contextmanager
def guarded(name: str, file: Path | None) -> Iterator[None]:
    """Turn whatever a strategy raises into a ConfigError with its place."""
    try:
        yield
    except ConfigError as error:
        raise ConfigError(f"strategy {name}: {error}") from error
    except SyntaxError as error:
        line = "" if error.lineno is None else f" line {error.lineno}"
        place = f"{error.filename or file}{line}"
        raise ConfigError(f"strategy {name}: {place} is no Python: {error.msg}") from error
    except (Exception, SystemExit) as error:
        words = " ".join(str(error).split())
        raise ConfigError(
            f"strategy {name} fails{_place(error, file)}: {type(error).__name__}: {words}"
        ) from error


def _place(error: BaseException, file: Path | None) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if file is not None and frame.filename == str(file)]
    if own:
        return f" at {own[-1].filename} line {own[-1].lineno}"
    return "" if file is None else f" ({file})"
