# shellcheck shell=bash
# What the builds of the npm package and of the page share; sourced, with `root` and `script` set.

: "${root:?}" "${script:?}"

fail() { printf '%s: %s\n' "$script" "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }
need() { has "$1" || fail "$1 is missing: $2"; }

# npm_ci FOLDER: the packages of its lock file, once. The stamp is the lock file as it was installed.
npm_ci() {
  cmp --silent "$1/package-lock.json" "$1/node_modules/.lock" && return
  (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --loglevel error) || fail "npm ci failed in $1"
  cp "$1/package-lock.json" "$1/node_modules/.lock"
}

bindgen_version() {
  sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p;}' "$root/Cargo.lock"
}

std_source() { printf '%s/lib/rustlib/src/rust' "$(rustc --print sysroot)"; }

check_wasm_tools() {
  local bindgen binaryen
  # wasm-opt comes from npm's binaryen, which the tests pin.
  PATH=$root/tests/npm/node_modules/.bin:$PATH
  need cargo 'install Rust, https://rustup.rs'
  need node 'install Node.js 20 or newer'
  need wasm-pack 'cargo install wasm-pack --version 0.15.1 --locked'
  # Std is built with the module. It must be that of the very compiler.
  [ -f "$(std_source)/library/Cargo.lock" ] ||
    fail "the source of Rust's library is missing: rustup component add rust-src, or your system's rust-src package"
  bindgen=$(bindgen_version)
  need wasm-bindgen "cargo install wasm-bindgen-cli --version $bindgen --no-default-features --locked"
  need wasm-opt 'npm ci --ignore-scripts in tests/npm'
  [ "$(wasm-bindgen --version)" = "wasm-bindgen $bindgen" ] ||
    fail "$(wasm-bindgen --version) does not fit Cargo.lock: cargo install wasm-bindgen-cli --version $bindgen --no-default-features --locked"
  binaryen=$(wasm-opt --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
  # Older ones break modules with externref tables, and say nothing.
  [ "$binaryen" -ge 130 ] || fail "wasm-opt $binaryen is too old, 130 or newer is needed: npm ci --ignore-scripts in tests/npm"
}

# build_wasm FEATURE TARGET NAME FOLDER
build_wasm() {
  local registry=${CARGO_HOME:-$HOME/.cargo}/registry/src cargo commit flags
  cargo=$(command -v cargo)
  commit=$(rustc --version --verbose | sed -n 's/^commit-hash: //p')
  # A panic keeps its message, and the hook prints the stack of the module with it. File and line, which
  # the module would hold for every place that could panic, say little more.
  flags='-Zlocation-detail=none'
  # `{:?}` prints nothing and brings its tables of letters no more. The library makes no text with it.
  flags+=' -Zfmt-debug=none'
  # What names a source file all the same names none of this machine.
  flags+=" --remap-path-prefix=$registry=registry --remap-path-prefix=$root=wattpack"
  flags+=" --remap-path-prefix=$(std_source)=/rustc/$commit"
  # SHA-256 in a loop instead of unrolled is smaller; the hashes are the same.
  flags+=' --cfg sha2_backend_soft="compact"'
  # Std as it comes was made fast; made small, with what is not needed taken out, it is less. Cargo does
  # both for those who say that they know it is unstable: the compiler is the stable one.
  # wasm-pack skips wasm-opt in silence when it can't find it; the size tests would notice.
  RUSTC_BOOTSTRAP=1 RUSTFLAGS="${RUSTFLAGS-} $flags" CARGO_BEHIND=$cargo PATH=$root/pkg-config/bin:$PATH \
    wasm-pack --quiet build --mode no-install --target "$2" --profile wasm --no-gitignore --no-pack \
    --out-dir "$4" --out-name "$3" "$root" -- --locked --no-default-features --features "$1" \
    -Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size
}
