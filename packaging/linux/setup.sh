# Set-up of a clone: system packages, a virtual environment, locked libraries, the program itself.
#
# Source this file from a POSIX shell whose current folder is the clone, then call
#     set_up run     what the program needs
#     set_up dev     the same, with the tools and services of the tests
# Afterwards $venv is the virtual environment. Running it twice costs a fraction of a second.
#
# CCHC_VENV    folder of the virtual environment (default: .venv in the clone)
# CCHC_PYTHON  the Python to build it from (default: the first of python3, python3.13, ... that is new enough)
#
# Where packages come from is the machine's own business: pip and apt are called with their own configuration.

venv="${CCHC_VENV:-$PWD/.venv}"

say() {
    printf '%s\n' "-- $*" >&2
}

stop() {
    printf '%s\n' "" "Set-up stopped: $*" >&2
    exit 3
}

# Run a command quietly; show what it printed only when it fails.
quietly() {
    quiet_log="$(mktemp)"
    if "$@" >"$quiet_log" 2>&1; then
        rm -f "$quiet_log"
        return 0
    fi
    cat "$quiet_log" >&2
    rm -f "$quiet_log"
    return 1
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for candidate in ${CCHC_PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if is_new_enough "$candidate"; then
            python="$candidate"
            return 0
        fi
    done
    stop "no Python 3.11 or newer was found. Install one, or name it in CCHC_PYTHON."
}

# The names in the given lists, without comments.
listed_packages() {
    sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$@"
}

# Debian takes ensurepip out of the standard library and ships it as a package of its own.
venv_package() {
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
    fi
}

# Every installed package and every name it stands in for (libglib2.0-0t64 provides libglib2.0-0).
installed_packages() {
    dpkg-query -W -f='${db:Status-Status} ${Package}, ${Provides}\n' |
        sed -n 's/^installed //p' | tr ',' '\n' | sed -e 's/^ *//' -e 's/ *(.*//'
}

missing_packages() {
    installed="$(installed_packages)"
    for package in $1; do
        printf '%s\n' "$installed" | grep -qxF -e "$package" || printf '%s ' "$package"
    done
}

apt_install() {
    quietly env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
        -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@"
}

apt_update() {
    say "Refreshing the list of system packages"
    quietly apt-get update -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3
}

has_apt_lists() {
    [ -n "$(find /var/lib/apt/lists -maxdepth 1 -name '*_Packages*' 2>/dev/null | head -n 1)" ]
}

install_system_packages() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "This is not Debian or Ubuntu: the libraries listed in packaging/linux must already be here"
        return 0
    fi
    missing="$(missing_packages "$(venv_package) $(listed_packages "$@")")"
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" != 0 ]; then
        stop "system packages are missing and only root may install them. Run this, then start again:

    sudo apt-get install -y --no-install-recommends $missing"
    fi
    has_apt_lists || apt_update || stop "apt-get update failed; the reason stands above."
    say "Installing system packages: $missing"
    # shellcheck disable=SC2086  # the names are words on purpose
    apt_install $missing || { apt_update && apt_install $missing; } ||
        stop "the system packages could not be installed; the reason stands above."
}

make_venv() {
    if "$venv/bin/python" -m pip --version >/dev/null 2>&1 && is_new_enough "$venv/bin/python"; then
        return 0
    fi
    if [ -d "$venv" ] && [ ! -f "$venv/pyvenv.cfg" ] && [ -n "$(ls -A "$venv")" ]; then
        stop "$venv holds something that is not a virtual environment. Move it away, or name another folder in CCHC_VENV."
    fi
    say "Making the virtual environment $venv"
    quietly "$python" -m venv --clear "$venv" || stop "the virtual environment could not be made; the reason stands above."
}

pip_install() {
    quietly "$venv/bin/python" -m pip install --disable-pip-version-check --no-input "$@"
}

# The second attempt finds in pip's cache what the first one already fetched.
install_lock() {
    say "Installing the locked libraries of $1"
    pip_install --require-hashes -r "$1" || pip_install --require-hashes -r "$1" ||
        stop "the libraries could not be installed; the reason stands above."
}

install_program() {
    pip_install --no-deps --no-build-isolation --editable . ||
        stop "the program itself could not be installed; the reason stands above."
}

# Changes whenever another set of libraries, another Python or another folder asks for a new installation.
fingerprint() {
    {
        cat "$1" pyproject.toml
        "$venv/bin/python" -c 'import sys; print(sys.version)'
        pwd
    } | sha256sum | cut -d ' ' -f 1
}

install_libraries() {
    stamp="$venv/installed-$(basename "$1").sha256"
    print="$(fingerprint "$1")"
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$print" ]; then
        return 0
    fi
    install_lock "$1"
    install_program
    printf '%s\n' "$print" >"$stamp"
}

set_up() {
    [ -f pyproject.toml ] || stop "the current folder is not the clone: pyproject.toml is not here."
    unset PYTHONPATH PYTHONHOME
    export PIP_USER=0 LANG="${LANG:-C.UTF-8}"
    find_python
    case "$1" in
        run)
            install_system_packages packaging/linux/system-packages-run.txt
            make_venv
            install_libraries packaging/requirements.lock
            ;;
        dev)
            install_system_packages packaging/linux/system-packages-run.txt packaging/linux/system-packages-test.txt
            make_venv
            install_libraries packaging/requirements-dev.lock
            ;;
        *) stop "set_up takes run or dev, not '$1'." ;;
    esac
}

# Qt warns, and the tests take a warning for a failure, where the session has no private folder for sockets.
make_runtime_folder() {
    if [ -z "${XDG_RUNTIME_DIR:-}" ]; then
        export XDG_RUNTIME_DIR="$venv/runtime"
        mkdir -p -m 700 "$XDG_RUNTIME_DIR"
    fi
}
