# What a clone needs: Python 3.11 or later, make, git.

PYTHON ?= python3
BIN := .venv/bin
DEMO_LOG ?=
DEMO_ARGS ?=

.PHONY: help demo test
.DEFAULT_GOAL := help

help:
	@echo "make demo    a shop, its shoppers and a local PersonaClick: see what arrives"
	@echo "             DEMO_LOG=file.csv.gz   other sessions, in the columns of REES46's data sets"
	@echo "             DEMO_ARGS=\"--exit --json out.json\"   end by itself, write the figures down"
	@echo "             PERSONACLICK_API_URL, DATABASE_URL, CELERY_BROKER_URL: use yours"
	@echo "make test    the tests"

demo: .venv/.example
	@export PYTHONPATH=example_project DEMO_LOG="$(DEMO_LOG)"; exec $(BIN)/python -m demo $(DEMO_ARGS)

test: .venv/.test
	$(BIN)/python -m pytest

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; name one with PYTHON=.")'
	$(PYTHON) -m venv .venv

# --group needs pip 25.1.
.venv/.%: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group $*
	@touch $@
