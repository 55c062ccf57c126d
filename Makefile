VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.installed-run
DEV_STAMP := $(VENV)/.installed-dev
BENCH_STAMP := $(VENV)/.installed-bench
PIP_COMPILE := $(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --no-annotate

.DEFAULT_GOAL := help
.PHONY: help install run rehearse test lint check format parity fuzz cases kills chaos bench streams agreement day honesty pictures lock

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] < (3, 11) and "need Python 3.11 or newer, was %d.%d: set PYTHON=/path/to/python3.11" % sys.version_info[:2])'
	$(PYTHON) -m venv $(VENV)

$(RUN_STAMP): requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(DEV_STAMP): requirements-dev.txt $(RUN_STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(BENCH_STAMP): requirements-bench.txt $(RUN_STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	@touch $@

install: $(RUN_STAMP)  ## make the environment and install what runs

run: $(RUN_STAMP)  ## start bot, API, optimizer and news in paper mode; Ctrl-C ends all
	@$(BIN)/python -m tools.run_processes

rehearse: $(RUN_STAMP)  ## a bot that places orders on a simulated exchange of this machine: no account, no key; Ctrl-C ends all
	@$(BIN)/python -m tools.rehearse

test: $(DEV_STAMP)  ## every test, also browser, containers and whole processes where the machine has them
	$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder

lint: $(DEV_STAMP)  ## format, lint, types, import layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint  ## what to run before every commit: lint and the fast tests
	$(BIN)/python -m pytest -n 2 -q -m "not e2e"

parity: $(DEV_STAMP)  ## replay all real candles through the bot and compare with the backtest; takes minutes
	PARITY_CANDLES=all $(BIN)/python -m pytest -n 2 -q -rA tests/e2e/test_parity.py

fuzz: $(DEV_STAMP)  ## 5,000 invented and damaged candle files through run_backtest.py; takes minutes
	FUZZ_FILES=5000 $(BIN)/python -m pytest -q --timeout 3600 --hypothesis-show-statistics tests/programs/backtest/test_any_file.py tests/market_data/files/test_any_spelling.py

cases: $(DEV_STAMP)  ## 10,000 requests that nobody wrote by hand, over states that nobody wrote; takes minutes
	API_CASES=10000 $(BIN)/python -m pytest -q --timeout 3600 --hypothesis-show-statistics tests/api/answers/test_drawn_states.py

kills: $(DEV_STAMP)  ## kill -9 the optimizer at 200 random moments and look at every config; takes minutes
	KILLS=200 $(BIN)/python -m pytest -q -rA tests/e2e/test_optimizer_killed.py

chaos: $(DEV_STAMP)  ## 1,000 bots on a simulated exchange, killed and lied to, each judged by the exchange's ledger; takes 20 minutes
	$(BIN)/python -m tests.chaos --seeds 1000

bench: $(BENCH_STAMP)  ## speed against peers, pandas and C, each ratio in one run (needs a quiet machine)
	$(BIN)/python -m benchmarks

streams: $(DEV_STAMP)  ## memory of the API under 100 clients of /stream; takes ten minutes
	$(BIN)/python -m benchmarks.stream

agreement: $(BENCH_STAMP)  ## our trades against those of backtesting.py and vectorbt on all real candles; takes minutes
	$(BIN)/python -m benchmarks.agreement

day: $(DEV_STAMP)  ## a day of 20 symbols on real minutes, on paper and as orders, against the backtest; takes half an hour
	$(BIN)/python -m tests.day $(or $(OUT),data/day) --data $(or $(REAL_DATA_DIR),../shared/data)

honesty: $(DEV_STAMP)  ## does the optimizer fool itself? luck, power and rollback, counted; takes about 20 minutes
	$(BIN)/python -m tools.honesty

pictures: $(DEV_STAMP)  ## take the pictures of the dashboard in docs/pictures anew (needs Chromium)
	$(BIN)/python -m tests.pictures

format: $(DEV_STAMP)  ## rewrite the code in the house format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(DEV_STAMP)  ## write requirements*.txt anew from the ranges in pyproject.toml
	$(PIP_COMPILE) -o requirements.txt pyproject.toml
	$(PIP_COMPILE) --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml
	$(PIP_COMPILE) --extra bench -c requirements.txt -o requirements-bench.txt pyproject.toml
