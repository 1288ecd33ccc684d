#!/bin/sh
# Renews packaging/requirements.lock and requirements-dev.lock from pyproject.toml and packaging/build.in.
#
#     sh packaging/linux/lock.sh [--upgrade] [--upgrade-package NAME]
#
# Needs uv on the PATH. The locks serve Linux and Windows from Python 3.11 on, and hold hashes but no addresses.
# Without --upgrade, versions that still fit stay as they are.
set -eu
cd "$(dirname "$0")/../.."

compile() {
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
        --custom-compile-command "sh packaging/linux/lock.sh" "$@" pyproject.toml packaging/build.in
}

compile "$@" --output-file packaging/requirements.lock
# The runtime pins bind the development lock, so that one environment serves both.
compile "$@" --constraint packaging/requirements.lock --extra dev --output-file packaging/requirements-dev.lock
