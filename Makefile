# The commands of docs and CI. Each sets up what it needs, and does nothing twice.
PORT ?= 8000
EMBASSY_DATA ?= $(CURDIR)/var
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export EMBASSY_DATA PORT

.PHONY: run test lint bench messages
.DELETE_ON_ERROR:

$(VENV)/.runtime: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt $(VENV)/.runtime
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(VENV)/.messages: $(wildcard releases/locale/*/LC_MESSAGES/*.po) $(VENV)/.runtime
	@for catalogue in releases/locale/*/LC_MESSAGES/django.po; do \
		test ! -e $$catalogue || $(BIN)/pybabel --quiet compile --input-file $$catalogue --output-file $${catalogue%.po}.mo || exit 1; done
	@touch $@

messages: $(VENV)/.runtime
	EMBASSY_DEMONSTRATION=1 $(BIN)/python manage.py update_messages

run: $(VENV)/.messages
	@EMBASSY_DEMONSTRATION=$${EMBASSY_DEMONSTRATION:-1} exec $(BIN)/python manage.py serve

test: $(VENV)/.dev $(VENV)/.messages
	@$(BIN)/python tests/prepare.py
	$(BIN)/python -m pytest $(PYTEST_OPTIONS)
	$(BIN)/python tests/on_postgresql.py $(PYTEST_OPTIONS)

lint: $(VENV)/.dev $(VENV)/.messages
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --check --lint --quiet templates
	EMBASSY_DEMONSTRATION=1 $(BIN)/python manage.py makemigrations --check --dry-run
	EMBASSY_DEMONSTRATION=1 $(BIN)/python manage.py check --fail-level WARNING
	EMBASSY_DEMONSTRATION=1 $(BIN)/python manage.py update_messages --check
