# Everything a person or CI does here. Needs only Python 3.11 or newer and make; the first call makes .venv by itself.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
ARGS ?=

.PHONY: run test check format screenshots bench clean

run: $(READY)  ## open annotty on its demo library
	@$(BIN)/annotty demo $(ARGS)

test: $(READY)  ## run every test, in three processes: many wait on a terminal
	@$(BIN)/python -m pytest -n 3 $(ARGS)

check: $(READY)  ## lint, formatting and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(READY)  ## bring the code to its form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

screenshots: $(READY)  ## redraw screenshots/ from the demo library
	@$(BIN)/python -m tests.screenshots

bench: $(READY)  ## measure: ratios against peers in the same run
	@$(BIN)/python -m tests.benchmarks $(ARGS)

clean:  ## forget the environment and every cache
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "annotty needs Python 3.11 or newer; set PYTHON=/path/to/python3.11")'
	@echo "annotty: preparing $(VENV), once (a minute or two) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@
