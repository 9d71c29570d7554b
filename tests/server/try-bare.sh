#!/bin/sh
# Installs the room on a bare Debian that has no network, and walks through the first case there.
#
#   sh tests/server/try-bare.sh BUNDLE [ROOT]      as root, with debootstrap; BUNDLE: `wasata keep bundle --to BUNDLE --debian`
#
# Danger: an installation that was only ever tried where everything was there already.
# Duty: a bare root (made by debootstrap where ROOT is empty: that alone needs a network), its network cut, nothing in it but what
# Debian's smallest has; a bundle that was changed is refused; the installer; the room by the unit's own line; the first case.
# Shape: everything runs in name spaces of its own (network, mounts, processes), which end with this script.
set -eu
bundle=$(realpath "$1")
root=${2:-/tmp/wasata-bare}
here=$(realpath "$(dirname "$0")")
. /etc/os-release
[ -e "$root/etc/debian_version" ] || debootstrap --variant=minbase "$VERSION_CODENAME" "$root" > /dev/null
rm -rf "$root/media/bundle"
cp -r "$bundle" "$root/media/bundle"
cp "$here/first_case.py" "$here/inside-bare.sh" "$root/media/"
exec unshare --net --mount --pid --fork --kill-child sh -eu -c '
  ip link set lo up
  mount -t proc proc "$1/proc"
  mount --rbind /dev "$1/dev"
  mount -t tmpfs tmpfs "$1/run"
  exec chroot "$1" /usr/bin/env -i PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin sh -eu /media/inside-bare.sh
' sh "$root"
