#!/bin/sh
# Runs once, as root, inside the container that becomes a layer: install from the machine's own package sources (handed
# in under /recrutr-host, gone again before the layer is kept), prepare, then strip what no program needs.
# The first argument is `fresh` on the bare system, which is then brought up to date, and `added` above it.
set -eu
export DEBIAN_FRONTEND=noninteractive
host=/recrutr-host
state=$1
shift
apt() {
    apt-get -q -o Dir::Etc::sourcelist=$host/sources.list -o Dir::Etc::sourceparts=/nonexistent \
        -o Dir::Etc::trustedparts=$host/keys -o Dpkg::Options::=--force-unsafe-io "$@"
}
export APT_CONFIG=$host/apt.conf
# The layer below was stripped of its manual pages, whose folders some packages need to be there.
mkdir -p /usr/share/man/man1 /usr/share/man/man7 /usr/share/man/man8
apt update
[ "$state" = added ] || apt -y dist-upgrade
apt -y install --no-install-recommends "$@"
. $host/prepare.sh
rm -rf $host /var/lib/apt/lists/* /var/cache/apt/* /var/cache/debconf/*-old /var/log/* /etc/apt/sources.list \
    /usr/share/doc/* /usr/share/man/* /usr/share/info/* /usr/share/locale/* /usr/share/lintian /root/.cache /tmp/*
find / -xdev -perm /6000 -type f -exec chmod a-s {} +
chmod 1777 /tmp
