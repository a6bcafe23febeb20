# Two commands on a fresh machine: `make demo` and `make test`. Everything else is for those who work on planparse.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SHARED ?= ../shared
SCORE_DIR ?= build/score
ROUNDS ?= 200
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test test-optional test-browser test-ray check lint types rules-check regression notebooks score score-scan fuzz office ocr browser ray pictures samples bench bench-batch faults lock clean

help: ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("planparse needs Python 3.11 or newer (set PYTHON=...)") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

demo: $(READY) ## read the samples into build/demo.duckdb, print the summary, compare communes, make build/report.html
	@rm -f build/demo.duckdb && mkdir -p build
	$(BIN)/planparse ingest samples/docx samples/pdf samples/text samples/html --db build/demo.duckdb
	$(BIN)/planparse compare --shared 4 --db build/demo.duckdb
	$(BIN)/planparse compare --tasks --db build/demo.duckdb
	$(BIN)/planparse report --db build/demo.duckdb --out build/report.html

test: $(READY) ## the tests
	$(BIN)/python -m pytest -n auto --dist worksteal

test-optional: $(READY) ## the tests of what needs LibreOffice or Tesseract (skipped where they are missing)
	$(BIN)/python -m pytest -n auto --dist worksteal -rs tests/test_read_office.py tests/test_ocr.py tests/test_samples.py

test-browser: $(READY) ## the tests of the report and the review page in a real Chromium (make browser installs it)
	PLANPARSE_BROWSER=1 $(BIN)/python -m pytest -n auto --dist worksteal -rs tests/browser

test-ray: ray ## the tests of two Ray nodes, one of them killed, and of a local S3 server
	$(BIN)/python -m pytest -rs --durations=10 tests/test_ray.py

check: test lint types rules-check regression notebooks ## everything CI runs but the score

lint: $(READY) ## style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY) ## mypy --strict
	$(BIN)/mypy

rules-check: $(READY) ## run the examples inside the rule files
	$(BIN)/planparse rules check

regression: $(READY) ## every sample in every form against its gold
	$(BIN)/python samples/regression.py --out build/regression

notebooks: $(READY) ## execute the notebooks
	$(BIN)/python notebooks/run.py

score: $(READY) ## score the annotated plans of ../shared in each form (mean F1 per form in the last lines)
	@PATH="$(abspath $(BIN)):$$PATH" SHARED=$(SHARED) OUT=$(SCORE_DIR) sh tools/score.sh

score-scan: $(READY) ## score the annotated plans of ../shared as scans (needs OCR)
	@PATH="$(abspath $(BIN)):$$PATH" SHARED=$(SHARED) OUT=$(SCORE_DIR) sh tools/score_scan.sh

fuzz: $(READY) ## damage the samples for half an hour and read them; what fails is kept in tests/fuzz/found
	$(BIN)/python tests/fuzz/run.py --minutes 30

office: ## install LibreOffice, which opens .doc, .rtf, .odt and .xls
	@sh tools/office.sh

ocr: ## install Tesseract with Vietnamese, which reads scans (Debian, Ubuntu)
	@sh tools/ocr.sh

browser: ## install Chromium, which the browser tests drive (Debian, Ubuntu)
	@sh tools/browser.sh

ray: $(READY) ## install what reading on a Ray cluster and its tests need
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,test-ray]'

pictures: $(READY) ## draw the pictures of the READMEs again (needs Chromium: make browser)
	$(BIN)/python tools/pictures.py

samples: $(READY) ## build the samples and their gold from samples/plans
	$(BIN)/python samples/build.py

bench: $(READY) ## speed, as ratios against a baseline in the same run
	$(BIN)/python bench/run.py
	$(BIN)/python bench/batch.py --only core

bench-batch: $(READY) ## batches of 1,000, 5,000 and 20,000 made plans, queries over 5 million tasks; writes bench/RESULTS.md
	$(BIN)/python bench/batch.py --largest 20000 --write

faults: $(READY) ## kill ingest at random moments, resume it, compare; ROUNDS times
	$(BIN)/python bench/faults.py --rounds $(ROUNDS)

lock: ## renew constraints.txt from the newest releases that fit
	rm -rf build/lock && $(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --disable-pip-version-check -e '.[dev,test-ray]'
	build/lock/bin/python -m pip freeze --exclude-editable > constraints.txt

clean: ## remove what was made
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache
