# `make run` and `make test` set up what is missing; nothing else is needed first.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready

.PHONY: setup run test lint tests eval screenshots lock clean

setup: $(STAMP)

$(STAMP): pyproject.toml requirements.lock requirements-dev.lock
	@echo "Setting up .venv with the pinned libraries (about a minute on most machines)…"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -c "import uv" 2>/dev/null || $(BIN)/python -m pip install --quiet uv
	@$(BIN)/python -m uv pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $(STAMP)

run: setup
	@$(BIN)/framefirst ui

lint: setup
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

test: setup
	@$(MAKE) --no-print-directory -j 2 lint tests

# The browser tests by themselves: a browser's event loop and its hunger for processor time disturb all others.
# And tests start the product many times: with bytecode kept, whatever the environment says, each start costs half.
tests: setup
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 2 --dist loadgroup --ignore tests/ui
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 2 --dist loadgroup tests/ui

screenshots: setup
	@$(BIN)/python docs/screenshots.py

eval: setup
	@$(BIN)/framefirst eval --baseline evals/baselines/none-guided.json

lock:
	@$(BIN)/python -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --all-extras pyproject.toml -o requirements.lock
	@$(BIN)/python -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --all-extras --group dev pyproject.toml -o requirements-dev.lock

clean:
	@rm -rf .venv dist build
