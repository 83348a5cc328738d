#!/bin/sh
# The site on one's own machine, as `make run` starts it: schema, example events, web server and worker.
set -eu

"$BIN/flask" --app wsgi db upgrade
"$BIN/flask" --app wsgi demo load --if-empty
exec "$BIN/gunicorn" --config deploy/gunicorn.conf.py --bind "127.0.0.1:$PORT"
