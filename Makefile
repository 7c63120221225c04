# Sanctuary Atlas: `make run` serves it, `make test` tests it, `make help` tells the rest.
# Only Python 3.11 or newer is needed; everything else is installed into .venv from files with hashes.
VENV ?= .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install -qq --disable-pip-version-check --no-input --require-hashes --no-deps
LOCALE := geodata/locale
API ?=
READY := $(VENV)/.ready$(if $(filter 1,$(API)),-api)
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --quiet
say = @echo "»  $(1)" >&2

.PHONY: help run setup test lint format bench soak audit screenshots messages vendor lock clean
.DEFAULT_GOAL := help

help: ## tell what each target does
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

run: setup ## serve the atlas on 127.0.0.1:8050 (HOST, PORT, WORKERS, THREADS change that; API=1 adds /ogc)
	@exec $(if $(filter 1,$(API)),env ATLAS_API=1) $(PY) -m callbacks.server.run

setup: $(READY) ## only set up: virtual environment, packages, files for the browser
	@$(PY) -m callbacks.server.serving build

$(PY):
	@.ci/venv "$(VENV)"

$(VENV)/.ready: requirements.lock | $(PY)
	$(call say,Installing the packages of requirements.lock (about a minute the first time) …)
	@$(PIP) -r requirements.lock
	@touch $@

$(VENV)/.ready-api: requirements-api.lock | $(PY)
	$(call say,Installing the packages of requirements-api.lock (about a minute the first time) …)
	@$(PIP) -r requirements-api.lock
	@touch $@ $(VENV)/.ready

$(VENV)/.ready-dev: requirements-dev.lock | $(PY)
	$(call say,Installing the packages of requirements-dev.lock (about a minute the first time) …)
	@$(PIP) -r requirements-dev.lock
	@touch $@ $(VENV)/.ready $(VENV)/.ready-api

$(VENV)/.ready-audit: requirements-audit.lock | $(PY)
	$(call say,Installing the packages of requirements-audit.lock …)
	@$(PIP) -r requirements-audit.lock
	@touch $@

test: $(VENV)/.ready-dev setup ## run every test (ARGS="-k timeline" chooses, ARGS="-n 0 --pdb" halts)
	@command -v ogrinfo >/dev/null || .ci/apt gdal-bin || \
		echo "»  Without GDAL's ogrinfo (Debian: gdal-bin) the tests that read exports with it are skipped" >&2
	@chromium="$$(.ci/chromium)" && echo "»  Testing with $$chromium …" >&2 && \
		ATLAS_CHROMIUM="$$chromium" $(PY) -m pytest -n 2 --dist worksteal $(ARGS)

lint: $(VENV)/.ready-dev ## check style, format, types (of scripts too where tsc is) and which room imports which
	@failed=0; \
	for check in "ruff check ." "ruff format --check ." "pyright --pythonpath $(PY)" "lint-imports"; do \
		echo "»  $$check" >&2; $(VENV)/bin/$$check || failed=1; \
	done; \
	tsc="$$(PATH="$$PATH:$(CURDIR)/assets/vendor/node_modules/.bin" command -v tsc)"; \
	if [ -n "$$tsc" ]; then echo "»  tsc --noEmit -p assets/tsconfig.json" >&2; "$$tsc" --noEmit -p assets/tsconfig.json || failed=1; \
	else echo "»  tsc is not here: types of scripts are not checked" >&2; fi; exit $$failed

format: $(VENV)/.ready-dev ## put the code into its format
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/ruff format .

bench: $(VENV)/.ready-dev setup ## measure the page and its server in turn with a plain map (ARGS="page" chooses)
	@chromium="$$(.ci/chromium)" && ATLAS_CHROMIUM="$$chromium" $(PY) -m tests.perf $(ARGS)

soak: $(VENV)/.ready-dev setup ## let up to 200 readers act on a server, kill and stop its workers (ARGS="--seconds 5" shortens)
	@chromium="$$(.ci/chromium)" && ATLAS_CHROMIUM="$$chromium" $(PY) -m tests.perf.soak $(ARGS)

audit: ## look up known vulnerabilities of what the lock files name (needs a network; says so where there is none)
	@$(MAKE) -s --no-print-directory VENV=$(VENV)-audit $(VENV)-audit/.ready-audit
	@$(VENV)-audit/bin/python .ci/audit $(VENV)-audit/bin/pip-audit requirements.lock requirements-dev.lock

screenshots: $(VENV)/.ready-dev setup ## take the pictures that README shows, and every view at five sizes into .screenshots
	@chromium="$$(.ci/chromium)" && ATLAS_CHROMIUM="$$chromium" $(PY) -m tests.browser.screenshots

messages: $(VENV)/.ready-dev ## collect the texts, bring each language's catalogue up to date
	@$(PY) -m geodata.messages
	@if ls -d $(LOCALE)/*/LC_MESSAGES >/dev/null 2>&1; then \
		$(VENV)/bin/pybabel --quiet update -D atlas -i $(LOCALE)/messages.pot -d $(LOCALE) \
			--no-fuzzy-matching --width 100 --ignore-obsolete; fi

vendor: ## bundle Plotly anew (needs Node 20 and npm; the results are committed)
	@command -v npm >/dev/null || { echo "make vendor needs Node and npm; the bundles are committed, so only a new version needs it." >&2; exit 1; }
	$(call say,Installing what assets/vendor/package.json names …)
	@cd assets/vendor && npm install --no-package-lock --no-audit --no-fund --loglevel=error && node build.mjs && \
		node slim.mjs "$$($(CURDIR)/$(PY) -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"; \
		status=$$?; rm -rf node_modules; exit $$status

lock: ## write the lock files anew from pyproject.toml (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv (pip install uv)." >&2; exit 1; }
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) pyproject.toml -o requirements.lock
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) pyproject.toml --extra api -c requirements.lock -o requirements-api.lock
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) pyproject.toml --extra api --extra postgis --group dev \
		-c requirements-api.lock -o requirements-dev.lock
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) --group audit -o requirements-audit.lock

clean: ## remove what was built and cached (the virtual environment stays)
	@rm -rf assets/.build .cache .pytest_cache .ruff_cache .hypothesis test-results
	@find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
