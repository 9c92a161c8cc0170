# Everything sets itself up from nothing but Python 3.11 or newer and make.
# `make` alone lists the targets.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
RUN_READY := $(VENV)/.ready-to-run
DEV_READY := $(VENV)/.ready-to-develop
JOBS ?= 4
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run check format test test-long fuzz bench shots wheel clean \
	db-upgrade db-downgrade db-revision db-current db-history

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer was found; name one: make PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(RUN_READY): $(BIN)/python pyproject.toml constraints.txt
	$(PIP) install -c constraints.txt -e .
	@$(BIN)/python -m compileall -q tunix_rt_tui
	@touch $@

$(DEV_READY): $(RUN_READY)
	$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@

run: $(RUN_READY) ## open the app; ARGS='...' are passed on
	@$(BIN)/tunix-rt $(ARGS)

check: $(DEV_READY) ## format, lint, types, import contracts: nothing is run
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(DEV_READY) ## put the source in order
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

test: $(DEV_READY) ## every test but the long ones, with the coverage gates
	@rm -f .coverage .coverage.*
	@$(BIN)/python -m compileall -q tunix_rt_tui
	$(BIN)/pytest -n $(JOBS) --dist worksteal -m 'not long' --cov --cov-report= $(ARGS)
	@$(BIN)/python -m tests.support.coverage_gate

test-long: $(DEV_READY) ## everything, with full counts: a thousand examples, twenty kills
	HYPOTHESIS_PROFILE=long $(BIN)/pytest -n $(JOBS) $(ARGS)

fuzz: $(DEV_READY) ## damage files and read them, for five minutes; ARGS='SECONDS SEED' for others
	$(BIN)/python -m tests.fuzz $(ARGS)

bench: $(DEV_READY) ## measure against references in the same run; ARGS='start add list parse' for some
	$(BIN)/python -m tests.bench $(ARGS)

shots: $(DEV_READY) ## let the app draw the pictures of the README
	$(BIN)/python -m tests.support.shots

wheel: $(DEV_READY) ## build the wheel and the source distribution
	$(PIP) install -c constraints.txt build
	$(BIN)/python -m build

db-upgrade: $(RUN_READY) ## move the database up to the newest revision
	@$(BIN)/tunix-rt db upgrade $(ARGS)

db-downgrade: $(RUN_READY) ## move the database down; ARGS=REVISION
	@$(BIN)/tunix-rt db downgrade $(ARGS)

db-current: $(RUN_READY) ## the revision of the database
	@$(BIN)/tunix-rt db current $(ARGS)

db-history: $(RUN_READY) ## all revisions
	@$(BIN)/tunix-rt db history $(ARGS)

db-revision: $(RUN_READY) ## begin a new revision; MESSAGE='what it brings'
	@test -n "$(MESSAGE)" || { echo "Say what it brings: make db-revision MESSAGE='add notes'"; exit 2; }
	@$(BIN)/python -m tunix_rt_tui.store.migrations "$(MESSAGE)"

clean: ## remove what the targets made
	rm -rf $(VENV) dist build .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis
