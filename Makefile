# Two commands for everyone: `make run` and `make test`. `make help` lists the others.
BIN := .venv/bin
CORE_TESTS := tests/core
BROWSER_TESTS := tests/browser
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade

.PHONY: help setup setup-dev extras run test check lint types core python killed due player browser screens sheet figures golden bench simulation reminders samplers lock clean
.DEFAULT_GOAL := help

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*##  *\(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

setup: .venv/.installed  ## everything that running needs, in .venv

setup-dev: .venv/.installed-dev node_modules/.installed  ## everything that testing needs
	@tools/system_packages.sh

extras: setup  ## what neural voices and Postgres need besides, in .venv
	@tools/make_venv.sh requirements-extras.lock

run: setup  ## serve the app and open it in the browser
	@$(BIN)/velneuro serve --open

test: setup-dev check core python player browser  ## all checks and all tests

check: lint types  ## linters and types only

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet src/velneuro/web/templates

types: setup-dev
	$(BIN)/mypy
	node_modules/.bin/tsc --project tsconfig.json
	node_modules/.bin/tsc --project tsconfig.worker.json

core: setup-dev  ## the tests of the core: fast, no Django
	$(BIN)/pytest $(CORE_TESTS)

python: setup-dev  ## the other Python tests
	$(BIN)/pytest -n 2 tests --ignore $(CORE_TESTS) --ignore $(BROWSER_TESTS)

killed: setup-dev  ## kill the server 200 times while answers come in
	KILLS=200 $(BIN)/pytest tests/web/test_killed.py

due: setup-dev  ## when reminders are due, on each day of 20 years in all zones: some minutes
	ZONES=all $(BIN)/pytest -n 2 tests/rhythm/test_due_times.py

player: setup-dev  ## the tests of the player, on node
	node --test tests/player/*.test.js

browser: setup-dev  ## the tests in Chromium and Firefox
	$(BIN)/pytest -n 2 --dist loadfile $(BROWSER_TESTS)

screens: setup-dev  ## pictures of every page and state, in build/screens
	$(BIN)/python -m tools.screens build/screens

sheet: setup-dev  ## every technique on one picture, in build/sheet.png
	@mkdir -p build
	$(BIN)/python -m tools.contact_sheet build/sheet.png

figures: .venv-figures/.installed  ## draw the figures anew, in build/figures-out
	.venv-figures/bin/python -m tools.figures build/figures-out

golden: setup-dev  ## write the golden scores and pictures anew, after a change that was meant
	WRITE_GOLDEN=1 $(BIN)/pytest tests/outputs/test_golden.py tests/outputs/test_pictures.py

bench: setup-dev  ## measure; the last figures are in bench/README.md
	$(BIN)/python -m bench

simulation: setup-dev  ## the trial engine in many simulated trials: some minutes on two cores
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m bench.simulation

reminders: setup-dev  ## send 100,000 reminders while a sender is killed 20 times: many minutes
	$(BIN)/python -m bench.reminders

samplers: .venv-samplers/.installed  ## the trial engine beside samplers on the same model
	PYTHONPATH=src:. OPENBLAS_NUM_THREADS=1 .venv-samplers/bin/python -W ignore -m bench.samplers

lock: .venv/.installed-dev  ## renew the lock files; they hold hashes and no address
	$(UV_COMPILE) pyproject.toml --group build -o requirements.lock
	$(UV_COMPILE) pyproject.toml --group build --extra piper --extra postgres -c requirements.lock -o requirements-extras.lock
	$(UV_COMPILE) pyproject.toml --group build --group dev -c requirements-extras.lock -o requirements-dev.lock
	$(UV_COMPILE) tools/figures/requirements.in -o tools/figures/requirements.lock
	$(UV_COMPILE) bench/samplers/requirements.in -o bench/samplers/requirements.lock
	npm install --package-lock-only --ignore-scripts

clean:  ## remove what setup and the tests made
	rm -rf .venv .venv-figures .venv-samplers node_modules build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/.installed: requirements.lock pyproject.toml
	@tools/make_venv.sh requirements.lock
	@touch $@

.venv/.installed-dev: .venv/.installed requirements-dev.lock
	@tools/make_venv.sh requirements-dev.lock
	@touch $@

.venv-figures/.installed: .venv/.installed-dev tools/figures/requirements.lock
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv-figures
	$(BIN)/uv pip install --quiet --python .venv-figures/bin/python --require-hashes -r tools/figures/requirements.lock
	@touch $@

.venv-samplers/.installed: .venv/.installed-dev bench/samplers/requirements.lock
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv-samplers
	$(BIN)/uv pip install --quiet --python .venv-samplers/bin/python --require-hashes -r bench/samplers/requirements.lock
	@touch $@

# The recipe waits for the system's programs: npm may be one of them.
node_modules/.installed: package.json package-lock.json .npmrc
	@tools/system_packages.sh
	npm ci --ignore-scripts --no-fund --no-audit
	@touch $@
