#!/usr/bin/env bash
# Builds the console (web/) into web/dist. Skips what is up to date; installs Node.js when it is missing and this is Debian and root.
set -euo pipefail
root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
web="$root/web"
built="$web/dist/.built"

sources_newer() {
  [ -n "$(find "$web/src" "$web/public" "$web/index.html" "$web/package.json" "$web/package-lock.json" "$web/vite.config.ts" "$web/svelte.config.js" -newer "$built" -type f -print -quit)" ]
}
if [ "${1:-}" != "--force" ] && [ -f "$built" ] && [ -f "$web/dist/index.html" ] && ! sources_newer; then
  exit 0
fi

"$root/scripts/node.sh" || { echo "console: Node.js 18 or newer with npm is needed to build the console; install it and run this again" >&2; exit 3; }

cd "$web"
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  echo "Fetching what the console is built with ..." >&2
  npm ci --silent --no-fund --no-audit >&2
  touch node_modules/.package-lock.json
fi
echo "Building the console ..." >&2
npm run --silent build -- --logLevel warn >&2
touch "$built"
