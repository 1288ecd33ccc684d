#!/bin/sh
# Sets up the clone with all that the tests need, then runs every check and stops at the first that fails.
#
#     sh packaging/linux/test.sh [arguments for pytest]
#
# Format, lint, types, layers and the installed wheel come first, so that pytest's own closing line is the last word.
# pytest runs with windows off screen, one process for each core and each file in one of them; the few tests that open a real window find a virtual display in DISPLAY.
set -eu
cd "$(dirname "$0")/../.."
. packaging/linux/setup.sh

# The wheel, not the checkout: what a user gets must start from anywhere, with its data inside.
check_wheel() {
    "$venv/bin/python" -m hatchling build -t wheel -d "$scratch"
    "$python" -m venv "$scratch/venv"
    "$scratch/venv/bin/python" -m pip install --disable-pip-version-check --quiet \
        --require-hashes -r packaging/requirements.lock
    "$scratch/venv/bin/python" -m pip install --disable-pip-version-check --quiet --no-deps "$scratch"/*.whl
    (cd / && CCHC_DATA_DIR="$scratch/data" QT_QPA_PLATFORM=offscreen "$scratch/venv/bin/cchc-desktop" --selftest)
}

check() {
    say "Check: $1"
    shift
    "$@"
}

set_up dev
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
make_runtime_folder
check "format" "$venv/bin/ruff" format --check .
check "lint" "$venv/bin/ruff" check .
check "types" "$venv/bin/mypy"
check "layers" "$venv/bin/lint-imports"
check "the wheel, installed in a clean environment" check_wheel
check "tests, coverage at least $(cat packaging/coverage-floor.txt) %" \
    env QT_QPA_PLATFORM=offscreen xvfb-run -a -s "-screen 0 1366x768x24" \
    "$venv/bin/python" -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --cov --cov-fail-under="$(cat packaging/coverage-floor.txt)" "$@"
