# Finds the .NET SDK this project needs, and installs it when it is missing. Sourced by ./hoplite and ./test.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

has_sdk() { "$1" --list-sdks 2>/dev/null | grep -q '^10\.'; }

find_dotnet() {
  local candidate
  for candidate in "$(command -v dotnet || true)" "$HOME/.dotnet/dotnet" /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet; do
    if [ -n "$candidate" ] && [ -x "$candidate" ] && has_sdk "$candidate"; then
      DOTNET="$candidate"
      return 0
    fi
  done
  return 1
}

install_dotnet() {
  echo "The .NET 10 SDK is missing; installing it." >&2
  local run=""
  [ "$(id -u)" = 0 ] || run="sudo"
  if command -v apt-get >/dev/null && $run apt-get update -qq >&2 && apt-cache show dotnet-sdk-10.0 >/dev/null 2>&1; then
    $run apt-get install -y -qq dotnet-sdk-10.0 >&2 && return 0
  fi
  command -v curl >/dev/null || $run apt-get install -y -qq curl ca-certificates libicu72 >&2
  local script
  script="$(mktemp)"
  curl -fsSL https://dot.net/v1/dotnet-install.sh -o "$script" && bash "$script" --channel 10.0 --install-dir "$HOME/.dotnet" >&2
  rm -f "$script"
}

find_dotnet || install_dotnet
find_dotnet || { echo "hoplite: the .NET 10 SDK could not be installed; install it by hand and run this again" >&2; exit 3; }
DOTNET_ROOT="$(dirname "$(readlink -f "$DOTNET")")"
export DOTNET_ROOT
