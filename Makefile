# Every target sets up what it needs. `make help` lists them.

VENV ?= .venv
PYTHON ?= python3
ARGS ?=

BIN := $(VENV)/bin
UV := $(shell uv --version >/dev/null 2>&1 && command -v uv)
RUN := $(VENV)/.installed-run
DEV := $(VENV)/.installed-dev
MODULES := bot adapters config homeroom tests

ifdef UV
READY = true
INSTALL = $(UV) pip install --python $(BIN)/python
CREATE = $(UV) venv -q --allow-existing --python "$$python" $(VENV)
else
READY = $(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip
INSTALL = $(BIN)/python -m pip install --disable-pip-version-check --no-compile
CREATE = "$$python" -m venv $(VENV)
endif

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo run test check style types covered uncovered mutants bench picture lock clean

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name does; \
		do printf '  make %-8s %s\n' "$$name" "$$does"; done

demo: $(RUN) ## live through a class week on a local page, with no account
	@$(BIN)/homeroom demo $(ARGS)

run: $(RUN) ## run the bot with the settings in the environment and .env
	@$(BIN)/homeroom run $(ARGS)

# Tests of the core, by which its coverage is measured. Tracing takes as long as the tests do, so
# weeks on wires, browsers and peers run without it.
COVERED := $(addprefix tests/,chat contracts features model runtime)
# Laws over whole terms reckon longest, and reach nothing that other tests of the core don't.
LAWS := $(addprefix tests/model/participation/, \
	standings/test_term_laws.py standings/test_alike.py review/test_simulation.py)
# What takes longest comes first, so that nobody waits for it at the end.
LONG := $(LAWS) $(addprefix tests/,scenarios peers browser)
UNCOVERED := $(LONG) $(filter-out $(COVERED) $(LONG) tests/__pycache__, \
	$(patsubst %/,%,$(wildcard tests/*/))) $(wildcard tests/test_*.py)

test: $(DEV) ## run the tests that need nothing but Python
	$(BIN)/pytest -n auto -m "not browser and not peers" $(ARGS)

# In CI a test that failed is tried once more, by itself: a machine that was held up is no fault of
# the change. Both stand in what is printed; a test that passes only then is to be mended.
AGAIN = $(if $(CI),|| $(BIN)/pytest --last-failed --last-failed-no-failures=none)

check: style types covered uncovered ## style, types, import rules, coverage, every test (wants Chromium)

style: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(DEV)
	$(BIN)/mypy

covered: $(DEV) | style
	$(BIN)/pytest -n auto --dist worksteal $(COVERED) $(LAWS:%=--ignore=%) \
		--cov --cov-report= $(ARGS) $(AGAIN)
	$(BIN)/coverage report --fail-under=95

uncovered: $(DEV) | covered
	$(BIN)/pytest -n auto --dist worksteal $(UNCOVERED) $(ARGS) $(AGAIN)

# What was tried is kept in mutants/, so that a run that was stopped goes on where it was. ARGS takes
# mutmut's names of faults: ARGS='*7' tries about a tenth of them, those whose number ends in 7.
mutants: $(DEV) ## seed faults in bot/model; fails where tests miss a tenth of them
	$(BIN)/mutmut run $(ARGS:%='%')
	@$(BIN)/mutmut export-cicd-stats
	@$(BIN)/python -c "import json, sys; \
	told = json.load(open('mutants/mutmut-cicd-stats.json')); \
	noticed = told['killed'] + told['timeout']; \
	alive = sum(told[each] for each in ('survived', 'no_tests', 'suspicious', 'segfault')); \
	tried = noticed + alive; \
	print(f'{alive} of {tried} seeded faults went unnoticed ({alive / tried:.1%}).'); \
	sys.exit(alive * 10 >= tried)"

bench: $(DEV) ## measure speed and print a table
	$(BIN)/python -m tests.bench $(ARGS)

picture: $(DEV) ## take the README's picture again, from a week lived through (wants Chromium)
	HOMEROOM_PICTURE=docs/sandbox.png $(BIN)/pytest -n 0 tests/browser/test_week_session.py $(ARGS)

lock: ## resolve config/locks again from pyproject.toml (needs uv)
	@test -n "$(UV)" || { echo "make lock needs uv; install it and try again."; exit 1; }
	$(UV) lock --no-config --upgrade
	$(LOCKED) --output-file config/locks/run.txt
	$(LOCKED) --group dev --output-file config/locks/dev.txt

LOCKED = $(UV) export --quiet --no-config --frozen --no-default-groups --group build \
	--no-emit-project --no-annotate --no-header

clean: ## remove caches, reports and builds (the environment stays)
	rm -rf build dist mutants htmlcov test-results .coverage .coverage.* \
		.mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find $(MODULES) -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps are as new as the last install, so a changed lock or pyproject.toml installs again.
# The project itself comes last, built by the hatchling that the lock has just installed.
$(RUN): config/locks/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Homeroom runs on into $(VENV) (only when it changed) ..."
	@$(READY)
	@$(INSTALL) --no-deps --require-hashes -r config/locks/run.txt
	@$(INSTALL) -q --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): config/locks/dev.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Homeroom runs and is tested on into $(VENV) (only when it changed) ..."
	@$(READY)
	@$(INSTALL) --no-deps --require-hashes -r config/locks/dev.txt
	@$(INSTALL) -q --no-deps --no-build-isolation -e .
	@touch $(RUN) $@

$(BIN)/python:
	@for python in $(PYTHON) python3.14 python3.13 python3.12 python3.11; do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		echo "Making the environment $(VENV) with $$("$$python" --version) ..."; \
		$(CREATE) && exit 0; \
		rm -f $(BIN)/python*; \
		echo "No environment could be made. On Debian and Ubuntu: apt install python3-venv"; \
		exit 1; \
	done; \
	echo "Homeroom needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>/dev/null || echo not there)."; \
	echo "Install one, or name it: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)"; \
	exit 1
