PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check bench sample screens golden clean

# Everything to run the dashboard, from hashed requirements only.
$(VENV)/run: requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

# The same, with what tests and checks need.
$(VENV)/dev: requirements-dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes --requirement requirements-dev.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@ $(VENV)/run

# The dashboard on the shipped sample: http://localhost:8501
run: $(VENV)/run
	$(BIN)/lsi demo
	$(BIN)/lsi serve

# Style, types, architecture, then every test with coverage; installs Chromium where that is allowed.
test: check
	sh tests/browser/chromium.sh
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder --max-worker-restart 0 --cov --cov-report=term

check: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint queries --processes 2 --disable-progress-bar

# Speed and memory on a programme of 1,500 projects, as a table and as JSON in build/; coverage and false alarms
# of intervals, limits and effects: .venv/bin/python -m tests.bench --stats
bench: $(VENV)/dev
	$(BIN)/python -m tests.bench

# Write data/sample again from its seed.
sample: $(VENV)/run
	$(BIN)/lsi sample

# Pictures of every page into build/screens and docs/.
screens: $(VENV)/dev
	EVERY_LOOK=1 $(BIN)/python -m pytest tests/browser -m browser

clean:
	rm -rf $(VENV) build var
