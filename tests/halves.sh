#!/bin/sh
# The tests in two halves at once: those of the web, which wait for a browser much of their time, and all the others.
# What the others say is shown when they are done. $PYTHON is the Python to run them with.
set -u
said=$(mktemp)
"$PYTHON" -m pytest --ignore=tests/ui -o cache_dir=.pytest_cache/others >"$said" 2>&1 &
others=$!
trap 'kill "$others" 2>/dev/null; rm -f "$said"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
"$PYTHON" -m pytest tests/ui
web=$?
wait "$others"
rest=$?
cat "$said"
[ "$web" = 0 ] && [ "$rest" = 0 ]
