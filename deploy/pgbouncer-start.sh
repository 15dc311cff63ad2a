#!/bin/sh
# Write the one login pgbouncer serves out of its mounted secret, then become pgbouncer.
set -eu
umask 077
list="$(sed -n 's/^auth_file = //p' "$1")"
printf '"shuye_app" "%s"\n' "$(sed 's/"/""/g' "$DATABASE_PASSWORD_FILE")" >"$list"
exec pgbouncer "$1"
