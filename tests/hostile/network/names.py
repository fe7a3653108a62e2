# expect: RAN held
# Names to be looked up: a question carries words out even when nobody may connect.
import socket

from attempt import ended, fails, prizes

secret = dict(prizes())["secret"]
for name in ("host.docker.internal", "metadata.google.internal", "example.org", f"{secret}.example.org", "gateway", "_gateway"):
    fails(name, socket.getaddrinfo, name, 80)
    fails(name, socket.gethostbyname, name)
ended()
