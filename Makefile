# Two commands do all: `make run` builds raw/ and shows a first answer, `make test` runs all tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test unit lint lock dictionary bench bench-slope bench-upkeep clean train

run: $(READY)
	$(BIN)/onrecord build
	@echo
	@echo "Who was quoted most, in how many documents:"
	@$(BIN)/onrecord sql "select name, quote_count, document_count from speakers order by quote_count desc, name limit 10"
	@echo "The tables lie as Parquet in warehouse/data/main/; ask them with: $(BIN)/onrecord sql \"from quotes\""

test: lint unit
	$(BIN)/pytest -m flow --numprocesses auto --dist loadfile

unit: $(READY)
	$(BIN)/pytest -m "not flow"

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(READY)
	$(BIN)/python -m benchmarks.speed

# Queries on a lake of 500 small builds, before and after a vacuum.
bench-upkeep: $(READY)
	$(BIN)/python -m benchmarks.upkeep

# Hostile pages at n, 2n, 4n: a slope of 1 is linear time, what is steeper is marked.
bench-slope: $(READY)
	$(BIN)/python -m benchmarks.slope

dictionary: $(READY)
	$(BIN)/python -m flows.write_dictionary

# The environment: every package at the version and hash of the lock, then this project in place.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "onrecord needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	touch $(READY)

# The learned parts, from gold pages: `make train GOLD=FOLDER`. What learns has an environment of its own.
TRAIN := .venv-train
train: $(TRAIN)/.ready
	PYTHONPATH=. $(TRAIN)/bin/python -m benchmarks.training.lines $(GOLD)
	PYTHONPATH=. $(TRAIN)/bin/python -m benchmarks.training.facts $(GOLD)
	PYTHONPATH=. $(TRAIN)/bin/python -m benchmarks.training.antecedents $(GOLD)
	PYTHONPATH=. $(TRAIN)/bin/python -m benchmarks.training.report_cues $(GOLD)
	PYTHONPATH=. $(TRAIN)/bin/python -m benchmarks.training.speakers $(GOLD)

$(TRAIN)/.ready: benchmarks/training/requirements.lock
	$(PYTHON) -m venv $(TRAIN)
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r benchmarks/training/requirements.lock
	touch $(TRAIN)/.ready

# After a change of dependencies in pyproject.toml (needs uv).
lock:
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --no-emit-index-url --output-file requirements.lock
	uv pip compile pyproject.toml --group train --constraint requirements.lock --universal --python-version 3.11 \
		--generate-hashes --no-header --no-annotate --no-emit-index-url --output-file benchmarks/training/requirements.lock

clean:
	rm -rf $(VENV) $(TRAIN) warehouse/catalog.sqlite* warehouse/data warehouse/audit warehouse/failed warehouse/staging warehouse/upkeep warehouse/prefect warehouse/build.lock warehouse/lake_in_postgres
