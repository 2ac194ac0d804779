.DEFAULT_GOAL := help
.PHONY: help run demo test check fix torture bench pictures requirements setup setup-tests

# The same text everywhere, whatever the locale; and no modules but those of .venv.
export PYTHONUTF8 := 1
unexport PYTHONHOME PYTHONPATH

python := .venv/bin/python

# No test opens a window on the display of whoever runs it.
test torture bench pictures: export QT_QPA_PLATFORM := offscreen

help:
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

run: setup ## opens the desk; without a display makes one patient's sheet in out/
	@packaging/run

demo: setup ## opens a made-up clinic to try the desk out in
	@packaging/run demo

test: setup-tests ## runs the tests
	@$(python) -m pytest -q -n auto --maxprocesses 4 --dist worksteal

check: setup ## checks format, lint, types, layers, the rules and the catalogues
	$(python) -m ruff format --check
	$(python) -m ruff check
	$(python) -m mypy
	.venv/bin/lint-imports --no-logo
	.venv/bin/clinicdesk check-rules
	$(python) -m pytest -q tests/health

fix: setup ## formats the code and mends what ruff can
	$(python) -m ruff check --fix-only
	$(python) -m ruff format

torture: setup-tests ## runs the long random tests
	@$(python) -m pytest -q -m torture

bench: setup ## measures speed
	@$(python) -m tests.bench

pictures: setup ## draws the pictures of the documents
	@$(python) -m tests.pictures
	@$(python) -m tests.screens

requirements: ## compiles requirements/*.in anew; FLAGS=--upgrade takes the newest versions
	@packaging/lock $(FLAGS)

setup:
	@packaging/setup

setup-tests:
	@packaging/setup test
