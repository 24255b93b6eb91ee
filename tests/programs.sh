#!/bin/sh
# Make sure the programs are there that tests use: Chromium, LibreOffice and poppler to open documents with, PostgreSQL, nginx; through
# apt where that may be, else say what to do. Without one of them, but Chromium, the tests that need it skip.
set -eu

get() {
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
}

may_install=no
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    may_install=yes
fi
if [ ! -x "${CHROMIUM:-/usr/bin/chromium}" ]; then
    if [ "$may_install" = no ]; then
        echo "The browser tests need Chromium. Install it (Debian: sudo apt-get install chromium) or set CHROMIUM to its path." >&2
        exit 1
    fi
    apt-get update -qq
    get chromium
fi
if [ "$may_install" = yes ] && ! command -v soffice >/dev/null; then
    apt-get update -qq
    get --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui ||
        echo "LibreOffice cannot be installed; its tests skip." >&2
fi
if [ "$may_install" = yes ] && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    apt-get update -qq
    get --no-install-recommends postgresql || echo "PostgreSQL cannot be installed; its tests skip." >&2
fi
if [ "$may_install" = yes ] && [ ! -x /usr/sbin/nginx ]; then
    apt-get update -qq
    get --no-install-recommends nginx || echo "nginx cannot be installed; its tests skip." >&2
fi
if [ "$may_install" = yes ] && ! command -v pdfinfo >/dev/null; then
    apt-get update -qq
    get --no-install-recommends poppler-utils || echo "poppler-utils cannot be installed; its tests skip." >&2
fi
