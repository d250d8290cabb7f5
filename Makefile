# Everything is set up in .venv/; `make` alone says what there is.
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --constraint constraints.txt --editable

.PHONY: help install run test lint types format explore bench pictures clean

help:
	@echo "make run      set up, then open the demo project in the window"
	@echo "make install  only set up: .venv/bin/annotator is the program"
	@echo "make test     set up, then every check: style, types, imports, tests"
	@echo "make lint     style and imports alone;  make types: types alone"
	@echo "make format   put the code into the agreed style"
	@echo "make explore  the tests again, with many new examples by chance (ONLY=word: those alone)"
	@echo "make bench    measure speeds (minutes; nothing passes or fails)"
	@echo "make pictures  take the pictures of the import and export pages again"
	@echo "make clean    remove .venv/ and what the tools left behind"

install: .venv/.program

run: install
	$(BIN)/annotator demo

test: lint types
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest --numprocesses 2 --dist loadfile --hypothesis-profile ci

# The checks try the same examples each time, so that what is green stays green; this looks for new ones.
explore: .venv/.tools
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest --hypothesis-profile explore -k '$(or $(ONLY),test)'

lint: .venv/.tools
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports

types: .venv/.tools
	$(BIN)/mypy

format: .venv/.tools
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: .venv/.tools
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest --override-ini addopts=-q tests/benchmarks

pictures: .venv/.tools
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.pictures

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .benchmarks .import_linter_cache

.venv/bin/python:
	.ci/environment

# The stamps stand for "installed as these files say"; when a file changes, pip brings the rest up to date.
.venv/.program: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) .
	.ci/system-libraries
	@touch $@

.venv/.tools: .venv/.program
	$(PIP) '.[dev]'
	@touch $@
