#!/usr/bin/env bash
# Run once by the postgres image on an empty data folder: the two roles, the database, its extensions.
set -euo pipefail
owner_password="$(cat "${DATABASE_OWNER_PASSWORD_FILE:-/run/secrets/database_owner}")"
app_password="$(cat "${DATABASE_PASSWORD_FILE:-/run/secrets/database_app}")"
run() { psql --no-psqlrc --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" "$@"; }

# Passwords go in as environment, not as arguments that `ps` shows, and are quoted by psql.
OWNER_PASSWORD="$owner_password" APP_PASSWORD="$app_password" run --dbname postgres <<'SQL'
\set owner_password `printf %s "$OWNER_PASSWORD"`
\set app_password `printf %s "$APP_PASSWORD"`
CREATE ROLE shuye_owner LOGIN NOSUPERUSER NOCREATEROLE CREATEDB PASSWORD :'owner_password';
CREATE ROLE shuye_app LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB PASSWORD :'app_password';
GRANT pg_signal_backend TO shuye_owner;
SQL
# The template first, so that a scratch database of `backup_drill` has the extensions too.
for database in template1 shuye; do
  [ "$database" = template1 ] || run --dbname postgres --command "CREATE DATABASE $database OWNER shuye_owner"
  for extension in btree_gist pg_trgm unaccent cube earthdistance; do
    run --dbname "$database" --command "CREATE EXTENSION IF NOT EXISTS $extension"
  done
done
