# shellcheck shell=bash
# Installs what builds and tests are missing; sourced, with `root` and `script` set. What can't be had is a failure.
# shellcheck source=pkg-config/wasm.sh
source "${root:?}/pkg-config/wasm.sh"

export PATH=${CARGO_HOME:-$HOME/.cargo}/bin:$PATH

step() { printf '\n== %s\n' "$*"; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# Rust's wasm target, the wasm-bindgen CLI of the lock file, wasm-pack, wasm-opt.
install_wasm_tools() {
  local bindgen
  need cargo 'install Rust, https://rustup.rs'
  need node 'install Node.js 20 or newer'
  need npm 'install Node.js 20 or newer'
  [ "$(node -p 'process.versions.node.split(".")[0] >= 20')" = true ] || fail "Node.js $(node --version) is too old, 20 or newer is needed"
  if has rustup; then
    (cd "$root" && rustup target list --installed | grep -qx wasm32-unknown-unknown || rustup target add wasm32-unknown-unknown)
    (cd "$root" && rustup component list --installed | grep -qx rust-src || rustup component add rust-src)
  fi
  bindgen=$(bindgen_version)
  [ "$(wasm-bindgen --version 2>/dev/null)" = "wasm-bindgen $bindgen" ] && has wasm-bindgen-test-runner ||
    install_bindgen "$bindgen" ||
    fail "wasm-bindgen-cli $bindgen can not be installed"
  has wasm-pack || cargo install --quiet wasm-pack --version 0.15.1 --locked || fail 'wasm-pack can not be installed'
  npm_ci "$root/tests/npm"
}

# install_bindgen VERSION. A mirror of the registry may lag behind the lock file that the tool brings along: on your own
# machine the tool is then built without it. Not on GitHub, where releases are made.
install_bindgen() {
  set -- --quiet --force wasm-bindgen-cli --version "$1" --no-default-features
  cargo install "$@" --locked || { [ -z "${GITHUB_ACTIONS-}" ] && cargo install "$@"; }
}

# python_env LOCK FOLDER: an environment with exactly the packages of a lock file, once. The stamp is that file as it was
# installed.
python_env() {
  need python3 'install Python 3.11 or newer'
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail 'Python 3.11 or newer is needed'
  cmp --silent "$1" "$2/requirements.txt" && return
  python3 -m venv --clear "$2" || fail 'python3 -m venv does not work: install your system'\''s python3-venv'
  "$2/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r "$1" ||
    fail "the packages of $1 can not be installed"
  cp "$1" "$2"
}

# install_linters: the linters of workflows, in $venv.
install_linters() {
  venv=$root/target/test-venv
  python_env "$root/tests/requirements.txt" "$venv"
}

# A Chromium that the tests find.
install_browser() {
  node -e 'import(process.argv[1]).then(({ executable }) => executable()).catch(() => process.exit(1))' \
    "$root/tests/npm/browser.mjs" && return
  has apt-get || fail 'no Chrome or Chromium found: install one, or name it in CHROME'
  as_root apt-get update -qq
  as_root apt-get install -y -qq --no-install-recommends chromium || fail 'chromium can not be installed'
}
