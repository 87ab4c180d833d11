#!/usr/bin/env bash
# Ends well when Node.js 18 or newer and npm are there; installs them when they are missing and this is Debian and root.
set -euo pipefail

has_node() { command -v node >/dev/null && command -v npm >/dev/null && [ "$(node -p 'Number(process.versions.node.split(".")[0]) >= 18')" = true ]; }

if ! has_node && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Node.js is missing; installing it." >&2
  apt-get update -qq >&2 && apt-get install -y -qq --no-install-recommends nodejs npm >&2 || true
fi
has_node
