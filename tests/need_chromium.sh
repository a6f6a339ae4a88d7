#!/bin/sh
# The page is tested in a real browser. Where there is none, say so, and install it if that is allowed.
set -u
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
echo "============================================================" >&2
echo "No Chromium on this machine: the page cannot be tested in a browser." >&2
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Debian's chromium (this takes a minute) ..." >&2
    apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null 2>&1 && exit 0
    echo "That did not work; the browser tests will be skipped." >&2
else
    echo "Install it (Debian: apt-get install chromium) to run the browser tests; they will be skipped now." >&2
fi
echo "============================================================" >&2
exit 0
