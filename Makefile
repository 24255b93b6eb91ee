PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL = $(BIN)/pip install --quiet --require-hashes --no-compile  # what is never imported need not be compiled
PYTEST := $(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder --max-worker-restart 0 --durations 40
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test coverage slow check types style bench sample screens audit sbom clean

# Everything to run the dashboard, from hashed requirements only.
$(VENV)/run: requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --requirement requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

# The same, with what tests and checks need.
$(VENV)/dev: requirements-dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --requirement requirements-dev.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@ $(VENV)/run

# The dashboard on the shipped sample: http://localhost:8501
run: $(VENV)/run
	$(BIN)/lsi demo
	$(BIN)/lsi serve

# Style, types, architecture, then every test; installs Chromium where that is allowed.
test: check
	sh tests/programs.sh
	$(PYTEST) -m "not slow"

# Which lines no test runs; it doubles the time of a page, so it stands apart. Fails under 90 per cent.
coverage: $(VENV)/dev
	sh tests/programs.sh
	$(PYTEST) -m "not slow" --cov --cov-report=term

# Simulations over many keys, releases and worlds; before a release.
slow: $(VENV)/dev
	$(PYTEST) -m slow

# Style, types, imports, SQL and the syntax of scripts, in seconds; types beside the rest, each on a processor of its own.
check: $(VENV)/dev
	$(MAKE) --jobs 2 types style

# Types, strictly.
types: $(VENV)/dev
	$(BIN)/mypy

# Style, architecture, SQL and scripts.
style: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint queries --processes 2 --disable-progress-bar
	$(BIN)/python -m tests.scripts

# Speed and memory on a programme of 1,500 projects, as a table, as JSON in build/ and in docs/measured.md.
bench: $(VENV)/dev
	$(BIN)/python -m tests.bench --write

# Write data/sample again from its seed.
sample: $(VENV)/run
	$(BIN)/lsi sample

# Pictures of every page into build/screens and docs/.
screens: $(VENV)/dev
	EVERY_LOOK=1 $(BIN)/python -m pytest tests/browser -m browser

# Which parts have known faults, where an index of them can be asked; exit code 3 where it cannot.
audit: $(VENV)/dev
	$(BIN)/python -m tests.audit

# Every part with version, hashes and licence, as CycloneDX in build/sbom.json; goes with a release.
sbom: $(VENV)/dev
	$(BIN)/python -m tests.sbom

# Take away what was made.
clean:
	rm -rf $(VENV) build var
