# shellcheck shell=bash
# Finds a Python and makes virtual environments with it, with or without ensurepip. Sourced by setup and lock.

# Where packages come from is the user's choice; where they go is ours.
export PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore PYTHONUTF8=1
unset PIP_TARGET PIP_PREFIX PIP_ROOT PIP_PYTHON PYTHONHOME PYTHONPATH

fail() {
    echo "$*" >&2
    exit 1
}

# Prints the first Python on the PATH that is new enough.
find_python() {
    local name
    for name in python3 python3.11 python3.12 python3.13 python3.14; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    fail "clinicdesk needs Python 3.11 or newer, and here is $(python3 --version 2>/dev/null || echo 'no python3')."
}

has_ensurepip() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null
}

# Since 22.3 pip can install into an environment that has no pip.
has_pip() {
    "$1" -c 'import sys, pip, venv; sys.exit([int(n) for n in pip.__version__.split(".")[:2]] < [22, 3])' 2>/dev/null
}

# make_venv FOLDER
make_venv() {
    local python
    python=$(find_python)
    if ! has_ensurepip "$python" && ! has_pip "$python" && [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
        export DEBIAN_FRONTEND=noninteractive
        { apt-get update -q && apt-get install -q -y --no-install-recommends python3-venv python3-pip; } >&2 || true
    fi
    if has_ensurepip "$python"; then
        "$python" -m venv "$1"
    elif has_pip "$python"; then
        "$python" -m venv --without-pip "$1"
    else
        fail "sudo apt-get install -y python3-venv python3-pip  # $python lacks both, and clinicdesk needs one"
    fi
}

# pip_in FOLDER ARGUMENT ...: pip for that environment, its own or else the system's.
pip_in() {
    local python=$1/bin/python
    shift
    if "$python" -c 'import pip' 2>/dev/null; then
        "$python" -m pip "$@"
    else
        "$(find_python)" -m pip --python "$python" "$@"
    fi
}
