#!/bin/sh
# Runs as root in a clean Debian root (a container): installs the package, uses it as a plain user, removes it.
# Prints `step: …` lines for the test; ends at the first failure. /host holds apt's files, /package the .deb.
set -eu
export DEBIAN_FRONTEND=noninteractive APT_CONFIG=/host/apt.conf
apt() {
    apt-get -q -o Dir::Etc::sourcelist=/host/sources.list -o Dir::Etc::sourceparts=/nonexistent \
        -o Dir::Etc::trustedparts=/host/keys "$@"
}
listing() {
    # Everything on the root's own file system, without apt's, dpkg's and debconf's own records.
    find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /tmp -o -path /host -o -path /package \
        -o -path /var/lib/apt -o -path /var/lib/dpkg -o -path /var/log -o -path /var/cache/apt \
        -o -path /var/cache/debconf \) -prune -o -printf '%y %m %u %p %l\n' | sort
}

apt update >/dev/null
apt -y satisfy "$(dpkg-deb -f /package/recrutr.deb Depends)" --no-install-recommends >/tmp/apt.log 2>&1 ||
    { tail -20 /tmp/apt.log; exit 1; }
echo "step: dependencies"
listing >/tmp/before

apt -y install --no-install-recommends /package/recrutr.deb >/tmp/apt.log 2>&1 || { tail -20 /tmp/apt.log; exit 1; }
grep -q ' 1 newly installed' /tmp/apt.log
dpkg --verify recrutr
echo "step: installed"

# PyQt6 finds Qt because PySide6 has loaded it before.
unresolved=$(find /usr/lib/recrutr -name '*.so*' -type f ! -path '*/PyQt6/*' -exec ldd {} + 2>/dev/null | grep 'not found' | sort -u || true)
[ -z "$unresolved" ] || { echo "libraries not found: $unresolved"; exit 1; }
echo "step: linked"

grep -q '^MimeType=x-scheme-handler/recrutr;$' /usr/share/applications/recrutr.desktop
[ "$(command -v recrutr)" = /usr/bin/recrutr ]
mkdir -m 0777 /tmp/home
status=0
setpriv --reuid 1000 --regid 1000 --clear-groups env -i HOME=/tmp/home DISPLAY="$DISPLAY" PATH=/usr/bin:/bin \
    LANG=C.UTF-8 recrutr --self-test || status=$?
[ $status -eq 0 ] || { echo "self-test ended with $status"; exit 1; }
echo "step: self-test"

apt -y purge recrutr >/tmp/apt.log 2>&1
[ ! -e /usr/bin/recrutr ]
listing >/tmp/after
if ! cmp -s /tmp/before /tmp/after; then
    echo "leftovers or losses:"
    diff /tmp/before /tmp/after | head -20
    exit 1
fi
echo "step: removed"
