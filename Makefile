# Shuye (蜀业). Every target sets up what it needs by itself; `make run` and `make test` are all you need.
SHELL := /bin/bash
PYTHON := .venv/bin/python
ARGS ?=
# What `check --deploy` looks at: the settings as a real deployment has them.
DEPLOYED := env SHUYE_ENV=production SHUYE_VAR=var/test DEBUG=false ALLOWED_HOSTS=shuye.example

.PHONY: help setup setup-tests run test lint bench format
.DEFAULT_GOAL := help

help: ## Show this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Install everything needed to run (idempotent)
	@./deploy/setup.sh

setup-tests: ## ... and everything the tests need
	@./deploy/setup.sh --for-tests

run: setup ## Run the whole portal with its own PostgreSQL and Valkey: PORT=8001 make run
	@exec $(PYTHON) manage.py up $(ARGS)

test: setup-tests ## Run all tests, shared by two processes: make test ARGS="tests/kernel -x" runs some in one
	@exec $(PYTHON) -m pytest $(or $(ARGS),-n 2 --dist loadfile --no-loadscope-reorder)

lint: setup-tests ## Code style, import contracts, templates, migrations, deployment checks
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	.venv/bin/lint-imports
	$(PYTHON) -m djlint templates --lint --quiet
	$(PYTHON) -m tests.stack run -- $(PYTHON) manage.py makemigrations --check --dry-run
	$(DEPLOYED) $(PYTHON) manage.py check --deploy --fail-level WARNING

format: setup-tests ## Rewrite the code in its one style
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

bench: setup-tests ## Measure, each figure beside its floor: SCALE=province for a million vacancies, ROOMS=ground, jobs, insurance or registers for a part
	@exec $(PYTHON) -m bench $(ARGS)
