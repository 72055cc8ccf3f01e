# make run   sets up what it needs and serves the app on http://127.0.0.1:8501
# make test  sets up what it needs and runs every test

PYTHON ?= $(shell command -v python3.12 || command -v python3.13 || command -v python3)
PORT ?= 8501
BIN := .venv/bin

.PHONY: run test lint bench golden format messages lock clean

run: .venv/run.stamp
	$(BIN)/python -m planner run --port $(PORT)

test: .venv/dev.stamp
	$(BIN)/python -m pytest

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/bench.stamp
	$(BIN)/python -m bench
	$(BIN)/python -m bench.sweeps
	$(BIN)/python -m bench.s_curves
	$(BIN)/python -m bench.cautious
	$(BIN)/python -m bench.truth

# Golden programs change only with the mathematics: say why in the commit.
golden: .venv/dev.stamp
	JOURNEYMIX_WRITE_GOLDEN=1 $(BIN)/python -m pytest tests/models -k golden -n 0

# Collect the sentences for translators.
messages: .venv/dev.stamp
	$(BIN)/python -m planner.messages

# Lock with hashes and without addresses.
lock: .venv/dev.stamp
	$(BIN)/python -m pip install -q uv
	$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --python-version 3.12 pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --python-version 3.12 --group dev -c requirements.txt pyproject.toml -o requirements-dev.txt
	$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --python-version 3.12 --group dev --group bench -c requirements-dev.txt pyproject.toml -o requirements-bench.txt

.venv/bin/python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null || command -v uv >/dev/null \
	  || { echo "Journeymix needs Python 3.12 or newer (found: $$("$(PYTHON)" --version 2>&1)). Install it, or uv, and run make again."; exit 1; }
	@if command -v uv >/dev/null; then uv venv -q --python ">=3.12" .venv; else "$(PYTHON)" -m venv .venv; fi

define install
	@if command -v uv >/dev/null; then uv pip install -q --python $(BIN)/python --require-hashes -r $(1); \
	else $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $(1); fi
	@touch $@
endef

.venv/run.stamp: requirements.txt | .venv/bin/python
	$(call install,requirements.txt)

.venv/dev.stamp: requirements-dev.txt | .venv/bin/python
	$(call install,requirements-dev.txt)

.venv/bench.stamp: requirements-bench.txt | .venv/bin/python
	$(call install,requirements-bench.txt)

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
