# Everything a newcomer needs: `make demo`, then `make test`. Both make the environment first.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# durable-rules calls a function of Python that 3.13 no longer declares.
FOR_DURABLE := CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject
# `make test-latest` and `make lock` have environments of their own.
LATEST ?= .venv-latest
LOCKING ?= .venv-lock
COMPILE = $(LOCKING)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade)
# The folder of the policy texts, where it is at hand: quotes are then compared with the texts themselves.
SOURCES ?= $(wildcard ../shared/policies)

.PHONY: demo test test-long test-latest lock java test-spark test-clients test-doors fuzz lint types rules mutate docs benchmark benchmark-peers clean help

help:  ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

# Everything is installed from the lock files: names, versions and hashes, made by `make lock`, the same on every machine.
$(BIN)/zjtx: pyproject.toml locks/run.txt
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --require-hashes --requirement locks/run.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.tested: $(BIN)/zjtx locks/dev.txt locks/durable.txt
	$(INSTALL) --require-hashes --requirement locks/dev.txt
	@# durable-rules is a second opinion that needs a C compiler; without one its tests say that they were left out.
	@if command -v cc >/dev/null 2>&1; then \
		$(FOR_DURABLE) $(INSTALL) --require-hashes --no-build-isolation --requirement locks/durable.txt \
			|| echo 'durable-rules could not be built: its tests are left out'; \
	else echo 'no C compiler: the tests of the durable-rules engine are left out'; fi
	@touch $@

demo: $(BIN)/zjtx  ## one example of every kind of applicant
	@set -e; run() { printf '\n\033[1m$$ zjtx evaluate %s\033[0m\n' "$$*"; $(BIN)/zjtx evaluate "$$@"; }; \
	run examples/startup-base.yaml --as-of 2024-06-01 --rules jinan; \
	run examples/park.yaml --as-of 2024-06-01 --rules jinan; \
	run examples/service-platform.yaml --as-of 2023-12-01 --rules rizhao; \
	run examples/cluster.yaml --as-of 2023-12-01 --rules rizhao; \
	run examples/district.yaml --as-of 2023-12-01 --rules rizhao; \
	run examples/design-institute.yaml --as-of 2023-12-31 --rules rizhao; \
	run examples/training-body.yaml --as-of 2023-12-31 --rules model_city --adopting 临沂市; \
	run examples/jinan-firm.yaml --as-of 2024-12-01 --rules jinan; \
	run examples/rizhao-firm.yaml --as-of 2023-09-01

test: $(VENV)/.tested  ## the whole test suite
	$(BIN)/python -m pytest -n auto

test-long: $(VENV)/.tested  ## what takes longer: the slow properties with more examples, kills while files are written, memory
	ZJTX_EXAMPLES=many $(BIN)/python -m pytest -m 'long or drawn or hypothesis' -n auto

# The same suite on the newest releases that pyproject.toml admits, in an environment made anew, without the lock files;
# ZJTX_EXAMPLES=many draws as many examples of everything as the weekly run does.
test-latest:  ## the whole test suite on the newest versions of everything
	$(PYTHON) -m venv --clear $(LATEST)
	$(LATEST)/bin/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(LATEST)/bin/python -m pip install --quiet --disable-pip-version-check --group dev --editable '.[table]'
	@if command -v cc >/dev/null 2>&1; then \
		$(FOR_DURABLE) $(LATEST)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[durable]' \
			|| echo 'durable-rules could not be built: its tests are left out'; fi
	$(LATEST)/bin/python -m pip list --disable-pip-version-check
	$(LATEST)/bin/python -m pytest -n auto

# One resolution for Python 3.11 and newer, on every system. What is locked stays as long as pyproject.toml admits it.
lock:  ## the lock files after a change of pyproject.toml; the newest version of everything with UPGRADE=1
	$(PYTHON) -m venv $(LOCKING)
	$(LOCKING)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement locks/lock.txt
	$(COMPILE) pyproject.toml --group dev --group build --group build-sdist --extra table --extra calendar --extra xlsx --output-file locks/dev.txt
	$(COMPILE) pyproject.toml --group build --constraint locks/dev.txt --output-file locks/run.txt
	$(COMPILE) pyproject.toml --group spark --extra spark --constraint locks/dev.txt --output-file locks/spark.txt
	$(COMPILE) pyproject.toml --extra durable --constraint locks/dev.txt --output-file locks/durable.txt
	$(COMPILE) pyproject.toml --group build --extra serve --constraint locks/dev.txt --output-file locks/serve.txt
	$(COMPILE) pyproject.toml --group build --extra mcp --constraint locks/dev.txt --output-file locks/mcp.txt
	$(COMPILE) pyproject.toml --group doors --extra serve --extra mcp --constraint locks/dev.txt --output-file locks/doors.txt
	$(COMPILE) pyproject.toml --group build --group docs --constraint locks/dev.txt --output-file locks/docs.txt
	$(COMPILE) --group lock --output-file locks/lock.txt

fuzz: $(VENV)/.tested  ## generated rules and profiles through all engines until one differs (CASES=1000000 JOBS=2 SEED=1)
	$(BIN)/python tests/fuzz/fuzz_run.py $(if $(CASES),--cases $(CASES)) $(if $(JOBS),--jobs $(JOBS)) $(if $(SEED),--seed $(SEED))

$(VENV)/.spark: $(VENV)/.tested locks/spark.txt
	$(INSTALL) --require-hashes --no-build-isolation --requirement locks/spark.txt
	@touch $@

# A browser and Node are not Python's to bring. A continuous integration that runs as root gets them from Debian.
DOORS := chromium chromium-driver nodejs npm fonts-noto-cjk
YAML_SERVER := yaml-language-server@1.25.0
# What makes and checks a TypeScript client of the service.
TYPESCRIPT := typescript@5.9.3 openapi-typescript@7.13.0 openapi-fetch@0.17.0 @types/node@20.19.25
$(VENV)/.doors: $(VENV)/.tested locks/doors.txt
	$(INSTALL) --require-hashes --no-build-isolation --requirement locks/doors.txt
	@touch $@

build/npm/node_modules:
	@command -v chromium >/dev/null 2>&1 && command -v chromedriver >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 \
		&& apt-get update -qq && apt-get install -y -qq $(DOORS) >/dev/null; } \
		|| { echo '这些测试需要 / these tests need: $(DOORS)' >&2; exit 1; }
	timeout 180 npm install --silent --no-save --no-audit --no-fund --prefix build/npm $(YAML_SERVER) $(TYPESCRIPT)

test-clients: $(VENV)/.doors  ## calls from Java and JavaScript to the service, generated requests, a generated Java client, types: nothing of npm, no browser
	$(BIN)/python -m pytest tests/doors/test_clients.py tests/doors/test_generated_requests.py \
		tests/doors/test_generated_clients.py tests/doors/test_type_checkers.py

test-doors: $(VENV)/.doors build/npm/node_modules  ## the tests of pages, editors and clients that need a browser or Node
	$(BIN)/python -m pytest tests/doors

java:
	@java -version >/dev/null 2>&1 || { echo '这些测试需要 Java 17 或更高版本 / these tests need Java 17 or newer' >&2; exit 1; }

test-spark: java $(VENV)/.spark  ## the tests of tables on Spark, which need Java 17 or newer
	$(BIN)/python -m pytest tests/spark

lint: $(VENV)/.tested  ## ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.tested  ## mypy --strict
	$(BIN)/mypy

rules: $(BIN)/zjtx  ## checks, layout, examples and coverage of the bundled rule files
	$(BIN)/zjtx fmt --check
	$(BIN)/zjtx check --strict $(if $(SOURCES),--sources $(SOURCES))
	$(BIN)/zjtx test
	$(BIN)/zjtx coverage

mutate: $(BIN)/zjtx  ## small mistakes in the national rule file, each of which an example must notice (RULES=name for another)
	$(BIN)/zjtx coverage --mutate $(or $(RULES),national)

$(VENV)/.docs: $(BIN)/zjtx locks/docs.txt
	$(INSTALL) --require-hashes --requirement locks/docs.txt
	@touch $@

docs: $(VENV)/.docs  ## the documentation as a site with search, in build/docs; a broken link is an error
	$(BIN)/mkdocs build --strict --quiet

benchmark: $(VENV)/.tested  ## speed, as ratios in one run
	$(BIN)/python benchmarks/run.py

# Makes an environment for each peer; a peer that cannot be installed here is named and left out.
benchmark-peers:  ## speed beside OpenFisca, ZEN, durable-rules and hand-written code
	$(PYTHON) benchmarks/peers/run.py

clean:  ## remove the environments, and the populations of the benchmarks
	rm -rf $(VENV) $(LATEST) $(LOCKING) benchmarks/.venvs benchmarks/.data
