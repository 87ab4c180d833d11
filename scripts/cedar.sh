#!/usr/bin/env bash
# Fetches the Cedar policy engine into policy-engine/dist, from where the build puts it into the program. Skips what is there already.
set -euo pipefail
root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
engine="$root/policy-engine"
source="$engine/node_modules/@cedar-policy/cedar-wasm/nodejs/cedar_wasm_bg.wasm"

# The digest is pinned beside the lock file: whatever a registry serves, only the module that was reviewed gets in.
is_pinned() { [ -f "$1/cedar.wasm" ] && (cd "$1" && sha256sum --status -c "$engine/cedar.wasm.sha256"); }
is_pinned "$engine/dist" && exit 0
rm -f "$engine/dist/cedar.wasm"

"$root/scripts/node.sh" || { echo "cedar: Node.js 18 or newer with npm is needed to fetch the policy engine; install it and run this again" >&2; exit 3; }
echo "Fetching the policy engine ..." >&2
(cd "$engine" && npm ci --silent --ignore-scripts >&2)

new="$(mktemp -d "$engine/.new.XXXXXX")"
trap 'rm -rf "$new"' EXIT
cp "$source" "$new/cedar.wasm"
is_pinned "$new" || { echo "cedar: the module that npm delivered is not the one in policy-engine/cedar.wasm.sha256; it is refused" >&2; exit 3; }
mkdir -p "$engine/dist"
mv "$new/cedar.wasm" "$engine/dist/cedar.wasm"
