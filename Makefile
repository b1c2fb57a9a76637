# Everything a person or CI does here. Needs only Python 3.11 or newer and make; the first call makes .venv by itself.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
ARGS ?=
LOCK := requirements.lock
# Tools for the lock alone, in an environment of their own that is gone afterwards.
UV := uv==0.13.9
AUDIT := pip-audit==2.10.1

.PHONY: run test check format screenshots bench lock audit clean

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

lock:  ## choose the versions of everything anew, with the hashes of all their files; ARGS=--upgrade takes the newest
	@tools=$$(mktemp -d) && trap 'rm -rf "$$tools"' EXIT && $(PYTHON) -m venv "$$tools" \
	&& "$$tools/bin/python" -m pip install --quiet --disable-pip-version-check "$(UV)" \
	&& "$$tools/bin/uv" pip compile pyproject.toml --group dev --group build --universal --python-version 3.11 \
		--generate-hashes --no-annotate --custom-compile-command "make lock" --output-file $(LOCK) --quiet $(ARGS)

# The advisories come from PyPI's JSON, one question for each package. Where a proxy lets through only the files (/simple/), or
# the index is a mirror, the tool is installed and then ends with "not found on PyPI": there is no way to ask without the network.
audit:  ## ask the advisories of PyPI about every locked version; needs the network
	@tools=$$(mktemp -d) && trap 'rm -rf "$$tools"' EXIT && $(PYTHON) -m venv "$$tools" \
	&& "$$tools/bin/python" -m pip install --quiet --disable-pip-version-check "$(AUDIT)" \
	&& "$$tools/bin/pip-audit" --require-hashes --disable-pip --strict --progress-spinner off --requirement $(LOCK) $(ARGS)

clean:  ## forget the environment and every cache
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml $(LOCK)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "annotty needs Python 3.11 or newer; set PYTHON=/path/to/python3.11")'
	@echo "annotty: preparing $(VENV), once (a minute or two) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: --requirement $(LOCK)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	@touch $@
