# Every task of the project. `make demo` and `make test` set up all that they need on a machine with git, make and Python 3.11.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# the versions that were tested; `make suite CONSTRAINTS= VENV=.venv-newest` takes the newest that are allowed
CONSTRAINTS := constraints.txt
# on every core, up to eight: each process loads the gazetteer for itself
PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses 8 --dist worksteal
NATIVE := $(wildcard resolver/native/*.c)
# made by the installation; made anew here when a table has been edited, so that programs start quickly again
VOCABULARIES := resolver/tables/_phrases.bin
PIECES := resolver/tables/_pieces.bin
# of the wheels that `make wheels` builds; hatch_build.py knows their targets
PLATFORMS := manylinux_2_17_x86_64 manylinux_2_17_aarch64 macosx_11_0_x86_64 macosx_11_0_arm64 win_amd64
# where ../shared is beside the project, the benchmarks use it
BENCH ?= ../shared/bench

.PHONY: demo test tables lint suite forms fuzz lock bench bench-core bench-bulk bench-peers bench-annotate bench-http bench-gazetteer bench-pages bench-quality bench-open-world screenshots reference sanitize wheels serve clean

demo: $(VENV)/.app ## run the main job on the seed mentions, print the table, and annotate a short text
	@$(BIN)/exonym reconcile seeds/mentions.csv -c mention --kind-column kind --date-column date --context-column context_countries -o out.csv --table
	@echo && $(BIN)/exonym annotate seeds/article.txt --format terminal -q
	@echo "All rows with their ids are in out.csv. Start the service with  $(BIN)/exonym serve  and ask it:"
	@echo "  curl 'http://127.0.0.1:8000/resolve?q=%E5%90%B4%E6%98%A5%E5%8E%86'"

test: lint suite ## everything that must hold: style, types, import directions, tests

lint: $(VENV)/.dev ## style, types, import directions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

suite: $(VENV)/.dev $(VOCABULARIES) $(PIECES) ## the tests alone; TESTS="tests/api tests/cli" for some of them
	$(PYTEST) $(TESTS)

$(VOCABULARIES): $(wildcard resolver/tables/*.tsv resolver/text/*.py resolver/vocabulary/*.py resolver/tables/schema/*.py) | $(VENV)/.dev
	$(BIN)/python -m exonym.resolver.vocabulary.compiling

$(PIECES): $(wildcard resolver/tables/*.tsv resolver/text/*.py resolver/readings/*.py resolver/readings/*/*.py) | $(VENV)/.dev
	$(BIN)/python -m exonym.resolver.readings.compiling
	@touch $@

forms: $(VENV)/.dev ## every written form of the gazetteer finds its entity first; the suite asks a tenth of them
	EXONYM_TEST_EVERY=1 $(PYTEST) tests/properties/test_written_forms.py

sanitize: $(VENV)/.dev ## the tests of the compiled loops with AddressSanitizer and UBSan; needs gcc
	CC=gcc $(BIN)/python tests/native/sanitized.py

wheels: ## wheels for Linux, macOS and Windows into dist/, made on any of them by PyPI's ziglang
	$(PYTHON) -m venv .venv-wheels
	.venv-wheels/bin/python -m pip install --quiet --disable-pip-version-check hatchling ziglang msgspec
	for platform in $(PLATFORMS); do EXONYM_PLATFORM=$$platform .venv-wheels/bin/python -m hatchling build -t wheel || exit; done

lock: ## install the newest versions that are allowed into an environment of their own, and write them to constraints.txt
	rm -rf .venv-lock
	$(MAKE) .venv-lock/.dev VENV=.venv-lock CONSTRAINTS=
	@echo "# Versions that were tested; \`make lock\` writes them, \`make demo\` and \`make test\` install them." > constraints.txt
	.venv-lock/bin/python -m pip freeze --exclude-editable --exclude pip --exclude setuptools >> constraints.txt
	rm -rf .venv-lock

tables: $(VENV)/.dev ## write the generated tables anew where their sources are here, and check every table
	$(BIN)/python tools/regenerate.py

fuzz: $(VENV)/.dev ## examples that no run before had, N=300 of each test that does not limit them itself; with schemathesis, requests to every endpoint
	EXONYM_TEST_EXAMPLES=$(or $(N),300) $(PYTEST) $(or $(TESTS),$(shell grep -rl hypothesis tests --include='test_*.py'))

bench: $(VENV)/.dev ## start-up times and resolves a second, beside rapidfuzz over the same forms
	$(BIN)/python tests/bench/speed.py

bench-core: $(VENV)/.dev ## CPU time of one mention by script, beside another revision in turns; ARGS="--beside REVISION"
	$(BIN)/python tests/bench/core.py $(BENCH) $(ARGS)

bench-quality: $(VENV)/.dev ## recall, precision, calibration and speed on the benchmarks beside the checkout, with their goals
	$(BIN)/python tests/bench/quality.py $(BENCH) $(ARGS)

bench-open-world: $(VENV)/.dev ## wrong matches among strangers and in real texts, with and without hints, beside the goals
	$(BIN)/python tests/bench/open_world.py $(BENCH)/.. $(ARGS)

bench-bulk: $(VENV)/.dev ## rows a second beside polars, mentions beside other matchers, growth with the gazetteer
	$(BIN)/python tests/bench/bulk.py $(BENCH) $(ARGS)

bench-peers: $(VENV)/.dev ## recall and CPU time a mention beside other matchers, on the same mentions; those that are installed
	$(BIN)/python tests/bench/peer_table.py $(BENCH) $(ARGS)

bench-annotate: $(VENV)/.dev ## characters of running text a second, beside dictionaries of the written names
	$(BIN)/python tests/bench/running_text.py $(wildcard $(BENCH)) $(ARGS)

bench-http: $(VENV)/.dev ## requests a second, layer by layer, beside a no-op; needs wrk
	$(BIN)/python tests/bench/service.py $(ARGS)

bench-gazetteer: $(VENV)/.dev ## check and load at 1,000, 10,000 and 100,000 entities, beside the bare load of the same YAML
	$(BIN)/python tests/bench/editing.py

bench-pages: $(VENV)/.dev ## first paint of the pages and answers to a keystroke; needs chromium, and playwright in the environment
	$(BIN)/python tests/bench/pages.py

screenshots: $(VENV)/.dev ## pictures of the pages into docs/screenshots; needs the same
	$(BIN)/python tests/browser/screenshots.py $(ARGS)

reference: $(VENV)/.dev ## docs/python.md anew, from the docstrings
	$(BIN)/python tools/python_reference.py > docs/python.md

serve: $(VENV)/.app
	$(BIN)/exonym serve

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# pip 25.3 and later reads the constraints of the build from a variable of its own
$(VENV)/.app $(VENV)/.dev: export PIP_CONSTRAINT = $(CONSTRAINTS)
$(VENV)/.app $(VENV)/.dev: export PIP_BUILD_CONSTRAINT = $(CONSTRAINTS)

$(VENV)/.app: pyproject.toml hatch_build.py $(CONSTRAINTS) $(NATIVE) | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml requirements-dev.txt hatch_build.py $(CONSTRAINTS) $(NATIVE) | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . -r requirements-dev.txt
	@touch $(VENV)/.app $@

clean:
	rm -rf .venv .venv-* dist out.csv .mypy_cache .ruff_cache .pytest_cache .hypothesis
