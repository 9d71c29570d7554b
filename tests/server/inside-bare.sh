# What `try-bare.sh` runs on the bare server. Every step prints what was seen; the first that fails ends it.
name=room.mission.local
no() { if "$@"; then echo "   this should not have been: $*"; exit 1; fi; }  # `!` alone ends no script
cd /media

echo "== the server: $(cat /etc/debian_version), $(uname -m), network: $(tail -n +3 /proc/net/dev | cut -d: -f1 | xargs)"
if command -v python3 > /dev/null; then echo "   (python3 was there already: this is not the first try in this root)"; fi
grep -q " $name\$" /etc/hosts 2> /dev/null || echo "127.0.0.1 localhost $name" >> /etc/hosts

echo "== a bundle that was changed is refused, by the name of the file"
echo >> bundle/wasata.service
no sh bundle/install --name "$name" --lead layla --lang en > refused 2>&1
grep -q "wasata.service: FAILED" refused
sed -i '$d' bundle/wasata.service
: > bundle/wheels/extra.whl
no sh bundle/install --name "$name" --lead layla --lang en > refused 2>&1
grep -q "extra.whl" refused
rm bundle/wheels/extra.whl
[ ! -e /opt/wasata ] || echo "   (an installation stood here already)"

echo "== the installer"
began=$(date +%s)
sh bundle/install --name "$name" --lead layla --lang en > installed 2>&1 || { cat installed; exit 1; }
cat installed
echo "   it took $(($(date +%s) - began)) seconds"
code=$(grep -Eo '^ +[a-z0-9]{4}(-[a-z0-9]{4}){3,}$' installed | tr -d ' ')

echo "== said again, it changes nothing and invites nobody"
sh bundle/install --name "$name" --lead layla --lang en > again 2>&1 || { cat again; exit 1; }
no grep -Eq '^ +[a-z0-9]{4}(-[a-z0-9]{4}){3,}$' again

echo "== the room, by the unit's own line, as its own user"
line=$(sed -n 's/^ExecStart=//p' /etc/systemd/system/wasata.service)
( set -a; . /etc/wasata/environment; set +a; cd /var/lib/wasata; umask 077
  exec setpriv --reuid wasata --regid wasata --clear-groups --no-new-privs --bounding-set -all $line ) > room.log 2>&1 &
room=$!
for _ in $(seq 120); do grep -q "https://" room.log && break; sleep 1; done
cat room.log
grep -q "https://$name:8443" room.log

echo "== a lead and two officers set up the first case over TLS"
/opt/wasata/current/bin/python first_case.py "https://$name:8443" /etc/wasata/tls/authority.pem layla "$code"

echo "== what lies on the server"
[ -z "$(find /var/lib/wasata /etc/wasata/tls/*.key -perm /077 ! -type s ! -type l ! -path "*/room/static/*")" ]
[ "$(stat -c %a /var/lib/wasata)" = 700 ]
echo "  seen: nothing of the home and no key is for anybody but its owner"
schema=$(runuser -u postgres -- psql -qtA -d wasata -c "SELECT schemaname FROM pg_tables WHERE tablename = 'entries'")
entries=$(runuser -u postgres -- psql -qtA -d wasata -c "SELECT count(*) FROM $schema.entries")
[ "$entries" -gt 3 ]
echo "  seen: $entries entries lie in PostgreSQL"
no runuser -u nobody -- psql -qtA -h /var/run/postgresql -d wasata -c "SELECT 1" > /dev/null 2>&1
echo "  seen: the database lets nobody else in"
no grep -q "$code" -r /var/lib/wasata /var/log room.log
echo "  seen: the invitation's code lies nowhere"
wasata case readers --case jeddah
wasata keep certificate --renew --if-due

echo "== what the room is made of, and whether it is still what was installed"
wasata keep parts > parts || { tail -n 5 parts; exit 1; }
tail -n 3 parts
wasata keep parts --json | /opt/wasata/current/bin/python -c "import json, sys; print('  seen: CycloneDX,', len(json.load(sys.stdin)['components']), 'parts')"
file=$(find /opt/wasata/current/ -path "*/django/http/request.py")
cp "$file" kept
echo "# changed" >> "$file"
no wasata keep parts > parts 2>&1
grep "request.py" parts
cp kept "$file"
wasata keep parts > /dev/null

echo "== the next version: where it cannot be, what stood stands; then it is"
kill -TERM "$room"
wait "$room" || true
before=$(sha256sum bundle/TARGET | cut -c1-64)
sed -i 's/^[^ ]*/9.9.9/' bundle/TARGET
sed -i "s/^$before/$(sha256sum bundle/TARGET | cut -c1-64)/" bundle/MANIFEST
mkdir -p /opt/wasata/9.9.9/bin && ln -sf /bin/false /opt/wasata/9.9.9/bin/wasata && touch /opt/wasata/9.9.9/whole
no sh bundle/install --name "$name" --lead layla --lang en > next 2>&1
grep -q "What stood stands" next
[ "$(readlink /opt/wasata/current)" != /opt/wasata/9.9.9 ]
wasata case readers --case jeddah > /dev/null
rm -rf /opt/wasata/9.9.9
sh bundle/install --name "$name" --lead layla --lang en > next 2>&1 || { cat next; exit 1; }
grep -i -A1 "upgrade\|9.9.9" next
[ "$(readlink /opt/wasata/current)" = /opt/wasata/9.9.9 ]
wasata case readers --case jeddah > /dev/null
echo "  seen: the case is read by the next version"
echo "== all of it was seen"
