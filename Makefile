# The house on one machine. `make run` is all an office needs; `make test` and `make check` are for those who build it.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet
LOCK := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet

# Whatever a machine's habit is, what Python compiled is kept: the house starts its programs often.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run setup private spark test static judged check bench diagrams lock clean

## run: install what is missing, start the database, pages and worker, plant the demo once; Ctrl-C closes all
run: $(VENV)/.run node_modules/.installed
	@exec $(BIN)/madadkar run --demo

## setup: everything a developer needs, without running anything
setup: $(VENV)/.dev node_modules/.installed

## private: the library by which two agencies find exact equals without showing lists (docs/private-linkage.md)
private: $(VENV)/.run
	@$(PIP) install --require-hashes -r requirements-private.lock

## spark: Apache Spark, for linking on a cluster (docs/matching.md); Java where it may be installed
spark: $(VENV)/.run
	@$(PIP) install --require-hashes -r requirements-spark.lock
	@.ci/java

## test: the whole suite, on every core (installs a browser and Java for it where it may)
test: setup
	@.ci/browser $(BIN)
	@.ci/paper $(BIN)
	@.ci/java
	$(BIN)/pytest -q -n logical --dist loadfile

## static: what can be judged without running the suite: format, lint, contracts, types, migrations, the house
static: judged
	$(BIN)/pytest -q tests/house

## judged: format, lint, contracts, types, migrations
judged: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run

## check: every rule of the house; what is not in it is not a rule (the suite holds the tests of the house)
check: judged test

## bench: the measures, recorded in benchmarks/results (some stand beside tools that only measures need)
bench: setup $(VENV)/.bench
	$(BIN)/python -m benchmarks

## diagrams: draw the tables of moves anew into docs/states
diagrams: setup
	$(BIN)/python manage.py state_diagrams

## lock: compile the locks anew from pyproject.toml (they name no host: docs/decisions/0002)
lock: $(VENV)/.dev
	$(LOCK) pyproject.toml --group build -o requirements.lock
	$(LOCK) pyproject.toml --group build --group dev -o requirements-dev.lock
	$(LOCK) pyproject.toml --group build --group private -o requirements-private.lock
	$(LOCK) pyproject.toml --group build --group spark -o requirements-spark.lock
	$(LOCK) --group bench -c requirements-dev.lock -o requirements-bench.lock
	$(LOCK) --group node -o requirements-node.lock

$(BIN)/python:
	@.ci/python -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(BIN)/python
	@echo "installing …"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "installing, with the tools of those who build …"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.run

$(VENV)/.bench: requirements-bench.lock $(VENV)/.dev
	@echo "installing what the measures stand beside …"
	@$(PIP) install --require-hashes -r requirements-bench.lock
	@touch $@

# A machine without npm (or with one too old for the lock) gets node from a wheel, inside the venv.
node_modules/.installed: package-lock.json package.json | $(BIN)/python
	@npm --version 2>/dev/null | grep -Eq '^([89]|[1-9][0-9])\.' \
		|| $(PIP) install --require-hashes -r requirements-node.lock
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
