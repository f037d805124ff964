# The commands of docs and CI. Each sets up what it needs, and does nothing twice.
PORT ?= 8000
EMBASSY_DATA ?= $(CURDIR)/var
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export EMBASSY_DATA PORT

.PHONY: run fonts atlas test lint lint-code lock audit audit-dependencies image-try screens messages bench
.DELETE_ON_ERROR:

$(VENV)/.runtime: requirements.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# After a pin was changed: every release that comes with it, with the digests of its files, for every platform.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header
lock: requirements.txt requirements-dev.txt
	@test -x $(BIN)/uv || $(BIN)/pip install --quiet --disable-pip-version-check $$(grep -o '^uv==[0-9.]*' requirements-dev.txt)
	$(LOCK) requirements.txt --output-file requirements.lock
	$(LOCK) requirements-dev.txt --constraint requirements.lock --output-file requirements-dev.lock

$(VENV)/.messages: $(wildcard releases/locale/*/LC_MESSAGES/*.po) $(VENV)/.runtime
	@for catalogue in releases/locale/*/LC_MESSAGES/django.po; do \
		test ! -e $$catalogue || $(BIN)/pybabel --quiet compile --input-file $$catalogue --output-file $${catalogue%.po}.mo || exit 1; done
	@touch $@

messages: $(VENV)/.runtime
	EMBASSY_DEMONSTRATION=1 $(BIN)/python manage.py update_messages

# Typefaces and the atlas: where npm is there and answers. Without them the site uses what the reader's system has, and
# maps are drawn without land.
FONTS := static/build/fonts
ATLAS := build/atlas
fonts: $(FONTS)/fonts.css
atlas: $(ATLAS)/countries-50m.json
PACKAGES := node_modules/.pinned
$(PACKAGES): package.json package-lock.json
	@command -v npm >/dev/null || { echo "npm is not here: the site goes without its typefaces and its atlas."; exit 0; }; \
	npm ci --omit=dev --ignore-scripts --no-audit --no-fund --fetch-retries=0 --fetch-timeout=20000 --silent \
		|| { echo "npm does not answer: the site goes without its typefaces and its atlas."; exit 0; }; \
	touch $@

$(FONTS)/fonts.css: releases/outlets/site/fonts.css releases/management/commands/subset_typefaces.py \
		$(wildcard releases/graphics/nastaliq* releases/graphics/pruning.py releases/graphics/outlines.py) $(PACKAGES) $(VENV)/.runtime
	@test -e $(PACKAGES) || exit 0; \
	rm -rf $(FONTS) && mkdir -p $(FONTS) || exit 1; \
	for licence in node_modules/@fontsource/*/LICENSE; do \
		cp $$licence $(FONTS)/$$(basename $$(dirname $$licence))-LICENSE.txt || exit 1; done; \
	EMBASSY_DEMONSTRATION=1 $(BIN)/python manage.py subset_typefaces $< node_modules/@fontsource $(FONTS) && cp $< $@

# Read by the program and never served. Natural Earth is in the public domain; the package that packs it is under ISC.
$(ATLAS)/countries-50m.json: $(PACKAGES)
	@test -e $(PACKAGES) || exit 0; \
	mkdir -p $(ATLAS) && cp node_modules/world-atlas/LICENSE $(ATLAS)/world-atlas-LICENSE.txt \
		&& cp node_modules/world-atlas/README.md $(ATLAS)/world-atlas-README.md && cp node_modules/world-atlas/countries-50m.json $@

run: $(VENV)/.messages $(FONTS)/fonts.css $(ATLAS)/countries-50m.json
	@EMBASSY_DEMONSTRATION=$${EMBASSY_DEMONSTRATION:-1} exec $(BIN)/python manage.py serve

test: $(VENV)/.dev $(VENV)/.messages $(FONTS)/fonts.css $(ATLAS)/countries-50m.json
	@$(BIN)/python tests/prepare.py
	$(BIN)/python -m pytest -n 2 --dist loadfile $(PYTEST_OPTIONS)
	$(BIN)/python tests/on_postgresql.py -n 2 --dist loadfile $(PYTEST_OPTIONS)

# Needs npm, Java and Chromium, and says so where one is missing.
audit: $(VENV)/.dev $(VENV)/.messages $(FONTS)/fonts.css $(ATLAS)/countries-50m.json
	@command -v npm >/dev/null || { echo "The audit needs npm."; exit 1; }
	@cd bench/audit && npm ci --ignore-scripts --no-audit --no-fund --silent
	$(BIN)/python -m bench.audit.run

# Wagtail and feincms3 go into an environment of their own, build/speed/peers. Needs nginx and wrk, and says so.
bench: $(VENV)/.dev $(VENV)/.messages
	$(BIN)/python -m bench.speed.run

# Builds and runs the image without an engine; needs root, buildah and crun. IMAGE_OPTIONS=--stand-in where no registry
# of images is reached (debootstrap).
image-try:
	$(PYTHON) deploy/try_image.py $(IMAGE_OPTIONS)

screens: $(VENV)/.dev $(VENV)/.messages $(FONTS)/fonts.css $(ATLAS)/countries-50m.json
	$(BIN)/python -m bench.screens

# The indexes of packages are asked meanwhile: that is waiting, and no work.
lint: $(VENV)/.dev $(VENV)/.messages
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target lint-code audit-dependencies

# Each still there, unchanged and not yanked; and what is known against it. See docs/operating.md.
audit-dependencies: $(VENV)/.dev
	$(BIN)/python -m tests.audit_requirements
	$(BIN)/python -m tests.audit_advisories

lint-code: $(VENV)/.dev $(VENV)/.messages
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --check --lint --quiet templates
	EMBASSY_DEMONSTRATION=1 $(BIN)/python manage.py makemigrations --check --dry-run
	EMBASSY_DEMONSTRATION=1 $(BIN)/python manage.py check --fail-level WARNING
	EMBASSY_DEMONSTRATION=1 $(BIN)/python manage.py update_messages --check
