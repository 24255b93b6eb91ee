#!/bin/sh
# Make sure Chromium is there for the browser tests: through apt where that may be, else say what to do.
set -eu
if [ -x "${CHROMIUM:-/usr/bin/chromium}" ]; then
    exit 0
fi
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null
    exit 0
fi
echo "The browser tests need Chromium. Install it (Debian: sudo apt-get install chromium) or set CHROMIUM to its path." >&2
exit 1
