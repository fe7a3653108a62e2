# expect: RAN held
import socket

FAMILIES = (2, 10, 16, 17, 38, 40)  # IPv4, IPv6, netlink, packet, crypto, vsock
opened = []
for family in FAMILIES:
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
        try:
            opened.append(socket.socket(family, kind))
        except OSError:
            pass
try:
    socket.getaddrinfo("localhost", 80)
except OSError:
    pass
print("escaped" if opened else "held")
