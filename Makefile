# `make run` shows the product; `make test` proves it. Both set the machine up first.

export LC_ALL := C.UTF-8

# Without a screen the demonstration draws its pictures and its PDF in out/.
ifeq ($(DISPLAY)$(WAYLAND_DISPLAY),)
run: export QT_QPA_PLATFORM = offscreen
endif

.PHONY: run test check campaigns set-up lock

run: set-up
	@.venv/bin/python -m app.demo

test: set-up
	@.venv/bin/python -m pytest -n 2 --dist worksteal

check: set-up
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	@.venv/bin/mypy
	@.venv/bin/lint-imports

# What takes too long for `make test`: the same worlds each time, as many as there is time for; the rest is counted aloud.
campaigns: set-up
	@.venv/bin/python -m tests.simulation --seeds 400 --jobs 2 --seconds 150

set-up:
	@scripts/set-up

# Universal, with hashes, and without any address: nothing else goes into the repository.
lock:
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --no-annotate \
		--python-version 3.11 pyproject.toml --all-extras --group dev -o requirements.lock
