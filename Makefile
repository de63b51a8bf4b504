# The everyday commands. `make run` and `make test` need nothing but Python 3.11 or newer.
.PHONY: run test dev check lock dbshell clean bench
PYTHON = .venv/bin/python

run: .venv/ready
	@$(PYTHON) bin/run

test: .venv/ready-dev
	@$(PYTHON) -m pytest -n 2 --dist loadgroup -q

dev: .venv/ready-dev
	@DEBUG=1 $(PYTHON) bin/dev

check: .venv/ready-dev
	@bin/check

dbshell: .venv/ready
	@$(PYTHON) manage.py dbshell

.venv/ready: requirements.lock
	@bin/setup requirements.lock $@

.venv/ready-dev: requirements-dev.lock
	@bin/setup requirements-dev.lock $@
	@touch .venv/ready

# Anew from pyproject.toml; needs uv.
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes -q --extra postgres -o requirements.lock
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes -q --extra postgres --extra dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf .venv .local staticfiles

# How pages grow, as ratios of one run.
bench: .venv/ready-dev
	@$(PYTHON) bench/pages.py
