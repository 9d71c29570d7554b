# Two commands: `make room` and `make test`. Everything else serves them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8111
export WASATA_HOME ?= $(CURDIR)/var
# what Python compiled is kept: the tests start it some hundred times
unexport PYTHONDONTWRITEBYTECODE

.PHONY: room test test-long fuzz check code gathered docs pins wheel clean

room:  ## sets everything up and opens the room on a sample case
	@$(PYTHON) install.py room
	@exec $(BIN)/wasata room --port $(PORT) $(if $(REPORTS),--reports "$(REPORTS)")

test: check  ## sets up and runs every check that CI runs
	@$(BIN)/pytest -n 4 --dist loadscope

check:
	@$(PYTHON) install.py test
	@$(MAKE) --no-print-directory -j 2 code gathered

code:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

gathered:  # one reads all tests, and compiles them, beside the checks: those who run them then find them compiled
	@said=$$($(BIN)/pytest --collect-only -qq 2>&1) || { printf '%s\n' "$$said" | tail -n 60; exit 1; }

test-long:  ## the slow laws; ends in a dated line in docs/reference/long-tests.md
	@$(PYTHON) install.py test
	@WASATA_LONG=1 $(BIN)/pytest -n 2 --dist loadscope -m long --timeout 3600

fuzz:  ## tries every door from outside with spoilt bytes: `make fuzz MINUTES=30`; what it finds is kept in tests/fuzz/found/
	@$(PYTHON) install.py test
	@$(BIN)/python -m tests.fuzz.run --minutes $(or $(MINUTES),10)

docs:  ## makes docs/reference/ anew from the code
	@$(PYTHON) install.py test
	@$(BIN)/python docs/make_reference.py

pins:  ## makes the pins anew from pyproject.toml
	@$(PYTHON) -m venv $(VENV)/.uv && $(VENV)/.uv/bin/pip install --quiet uv
	@UV=$(VENV)/.uv/bin/uv sh pins/make.sh

wheel:
	@$(PYTHON) install.py test
	@$(BIN)/python -m hatchling build --target wheel

clean:
	rm -rf $(VENV) dist
