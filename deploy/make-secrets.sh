#!/usr/bin/env bash
# Make the secrets of docker-compose.yml at random, once; what is there stays as it is.
# The folder is closed (0700) and its files are open inside it, because each container reads them as a user of its own.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder="${1:-secrets}"
umask 077
mkdir -p "$folder/keys"
chmod 700 "$folder"
chmod 755 "$folder/keys"

keep() { # keep <file> <command …>: its output becomes the file, unless the file is there
  local target="$folder/$1"
  shift
  [ -s "$target" ] && return
  "$@" >"$target.part"
  chmod 444 "$target.part"
  mv "$target.part" "$target"
}
random() { head -c "$1" /dev/urandom; }
password() { random 36 | base64 | tr '+/' '-_'; }

# The last three are agreed with others: put what was agreed in their place.
for name in secret-key database-superuser database-owner database-app sms-key oidc-client-secret realname-key; do keep "$name" password; done
keep email-url echo dummymail://
keep keys/seal-1 random 16
keep keys/index-1 random 32
keep keys/certificate-1 random 32
echo "Secrets are in $folder. Back up $folder/keys apart from the database: without them no sealed field opens."
