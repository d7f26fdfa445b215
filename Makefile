# Everything starts here, from nothing but Python 3.11 or newer (with venv) and make.
PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11 python,$(shell \
	$(name) -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $(name))))
UV := $(shell command -v uv 2>/dev/null)
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2
# Git stamps differ from clone to clone; what decides is what the files say.
INPUTS := requirements.txt pyproject.toml

.PHONY: help chat run test check fix bench prove lock clean

help: ## what there is to make
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 14

chat: $(VENV)/runtime ## talk to the bot here, in the terminal
	@$(BIN)/commonplace chat

run: $(VENV)/runtime ## serve the platforms whose tokens are set
	@$(BIN)/commonplace run

test: check ## everything that must pass before a change lands
	@$(BIN)/python -m pytest -n $(WORKERS) -m "not prove and not full"

check: $(VENV)/development ## style, types, direction of imports; writes nothing
	@$(BIN)/ruff format --check --quiet . || { echo "make fix mends the format"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo > $(VENV)/imports.log || { cat $(VENV)/imports.log; exit 1; }

fix: $(VENV)/development ## mend what can be mended without thought
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format --quiet .

prove: $(VENV)/development ## the long proofs; FULL=1 for the longest
	@$(BIN)/python -m pytest -p no:randomly -m "prove$(if $(FULL), or full)"

bench: $(VENV)/development ## speed and memory beside the peers; writes docs/benchmarks/
	@for each in benchmarks/[a-z]*.py; do $(BIN)/python $$each || exit 1; done

lock: ## choose versions anew (needs uv); one file for uv and for pip
	@$(UV) pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --quiet pyproject.toml -o $(VENV)/runtime.txt
	@$(UV) pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --quiet --group dev -c $(VENV)/runtime.txt pyproject.toml -o $(VENV)/all.txt
	@$(BIN)/python tests/lock.py $(VENV)/runtime.txt $(VENV)/all.txt > requirements.txt

clean: ## forget what was installed and derived
	@rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "commonplace needs Python 3.11 or newer with venv: none was found; try make PYTHON=/path/to/python3.12"; exit 1; }
	@$(if $(UV),$(UV) venv --quiet --python $(PYTHON) $(VENV),$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv did not work; on Debian: apt install python3-venv"; exit 1; })

$(VENV)/runtime: $(INPUTS) | $(VENV)/bin/python
	@echo "Setting up (once): what the bot needs"
	@sed '/^# for development/,$$d' requirements.txt > $(VENV)/runtime.txt
	@$(call install,$(VENV)/runtime.txt)
	@$(call install_project)
	@touch $@

$(VENV)/development: $(INPUTS) $(VENV)/runtime
	@echo "Setting up (once): what working on it needs"
	@$(call install,requirements.txt)
	@touch $@

ifdef UV
install = $(UV) pip install --quiet --python $(BIN)/python --require-hashes -r $(1)
install_project = $(UV) pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps -e .
else
install = $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r $(1)
install_project = $(BIN)/python -m pip install -qq --disable-pip-version-check --no-build-isolation --no-deps -e .
endif
