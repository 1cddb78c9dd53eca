# Everything runs through the virtual environment in .venv, which is made on first use.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint bench lighthouse shots messages assets requirements
export PORT

help:  ## Show these lines
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(STAMP)  ## Make .venv and install what requirements*.txt pins

$(STAMP): requirements.txt requirements-dev.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.txt -r requirements-dev.txt
	@touch $(STAMP)

demo: $(STAMP)  ## Load the sample organisation and serve it on http://127.0.0.1:$PORT (PORT=8000)
	@$(BIN)/python scripts/demo.py

test: $(STAMP)  ## Check what lint does, then run the whole suite on SQLite and on a PostgreSQL of its own
	@$(BIN)/python scripts/run_tests.py

lint: $(STAMP)  ## Check style (ruff), types (mypy) and layers (import-linter)
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy

bench: $(STAMP)  ## Measure speed and memory against the required ratios
	@$(BIN)/python -m bench

lighthouse: $(STAMP)  ## Ask Lighthouse about three pages on a phone, the middle of five runs (needs Node)
	@$(BIN)/python scripts/lighthouse.py

shots: $(STAMP)  ## Photograph every page of the demonstration into var/shots/ (SHOTS="--persona member --width 390")
	@$(BIN)/python scripts/shots.py $(SHOTS)

messages: $(STAMP)  ## Collect the texts and write the English and Chinese catalogues; list what is missing
	@$(BIN)/python scripts/messages.py

assets: $(STAMP)  ## Join the stylesheet from lms/core/static_src
	@$(BIN)/python scripts/assets.py

requirements: $(STAMP)  ## Compile requirements*.in into pinned files with hashes
	$(BIN)/uv pip compile --quiet requirements.in --universal --python-version 3.11 --generate-hashes --no-header --upgrade -o requirements.txt
	$(BIN)/uv pip compile --quiet requirements-dev.in --universal --python-version 3.11 --generate-hashes --no-header --upgrade -o requirements-dev.txt
