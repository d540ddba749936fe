# Every task of the project. `make demo` and `make test` set up all that they need on a machine with git, make and Python 3.11.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NATIVE := $(wildcard resolver/native/*.c)
# where ../shared is beside the project, the benchmarks use it
BENCH ?= ../shared/bench

.PHONY: demo test lint types bench bench-bulk bench-http bench-gazetteer bench-quality bench-open-world serve clean

demo: $(VENV)/.app ## run the main job on the seed mentions and print the table
	@$(BIN)/exonym reconcile seeds/mentions.csv -c mention --kind-column kind --date-column date --context-column context_countries -o out.csv --table
	@echo "All rows with their ids are in out.csv. Start the service with  $(BIN)/exonym serve  and ask it:"
	@echo "  curl 'http://127.0.0.1:8000/resolve?q=%E5%90%B4%E6%98%A5%E5%8E%86'"

test: $(VENV)/.dev ## everything that must hold: style, types, import directions, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

bench: $(VENV)/.dev ## start-up times and resolves a second, beside rapidfuzz over the same forms
	$(BIN)/python tests/bench/speed.py

bench-quality: $(VENV)/.dev ## recall, precision, calibration and speed on the benchmarks beside the checkout, with their goals
	$(BIN)/python tests/bench/quality.py $(BENCH) $(ARGS)

bench-open-world: $(VENV)/.dev ## wrong matches among strangers and in real texts, with and without hints, beside the goals
	$(BIN)/python tests/bench/open_world.py $(BENCH)/.. $(ARGS)

bench-bulk: $(VENV)/.dev ## rows a second beside polars, mentions beside other matchers, growth with the gazetteer
	$(BIN)/python tests/bench/bulk.py $(BENCH) $(ARGS)

bench-http: $(VENV)/.dev ## requests a second, layer by layer, beside a no-op; needs wrk
	$(BIN)/python tests/bench/service.py $(ARGS)

bench-gazetteer: $(VENV)/.dev ## check and load at 1,000, 10,000 and 100,000 entities, beside the bare load of the same YAML
	$(BIN)/python tests/bench/editing.py

serve: $(VENV)/.app
	$(BIN)/exonym serve

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.app: pyproject.toml hatch_build.py $(NATIVE) | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml requirements-dev.txt hatch_build.py $(NATIVE) | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . -r requirements-dev.txt
	@touch $(VENV)/.app $@

clean:
	rm -rf $(VENV) dist out.csv .mypy_cache .ruff_cache .pytest_cache .hypothesis
