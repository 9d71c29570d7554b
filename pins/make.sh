#!/bin/sh
# Makes the pins anew. Danger: an address in a pin file ties the room to one registry; so none is written.
set -eu
cd "$(dirname "$0")/.."
uv=${UV:-uv}
flags="--universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet --upgrade"
$uv pip compile pins/build.in $flags -o pins/build.txt
$uv pip compile pyproject.toml $flags -c pins/build.txt --extra room -o pins/room.txt
for extra in intake exchange postgres cluster; do
  $uv pip compile pyproject.toml $flags -c pins/build.txt -c pins/room.txt --extra "$extra" -o "pins/$extra.txt"
done
$uv pip compile pyproject.toml $flags -c pins/build.txt -c pins/room.txt -c pins/intake.txt -c pins/exchange.txt -c pins/postgres.txt \
  -c pins/cluster.txt --extra room --extra intake --extra exchange --extra postgres --extra cluster --extra test -o pins/test.txt
