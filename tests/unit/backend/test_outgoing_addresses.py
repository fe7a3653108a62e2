"""What a member may write down for the server to call, and what is refused, in every spelling that we know."""

from __future__ import annotations

import pytest

from backend.outgoing.addresses import choose, is_public, read_address
from backend.outgoing.calls import Reach, call
from protocol.errors import InvalidInput, NetworkFault

WRITTEN = """
http://example.com/ | ftp://example.com/ | file:///etc/passwd | gopher://example.com/ | javascript:alert(1)
//example.com/ | https:example.com | https:/example.com | https:///example.com | https:// | https://:443/
example.com | HTTPS//x.example | https://localhost/ | https://LOCALHOST/ | https://localhost./
https://a.localhost/ | https://printer.local/ | https://db.internal/ | https://metadata.google.internal/
https://router.lan/ | https://x.home.arpa/ | https://intranet/ | https://127.0.0.1/ | https://127.1/
https://127.0.1/ | https://127.255.255.254/ | https://0/ | https://0.0.0.0/ | https://2130706433/
https://0x7f000001/ | https://0x7f.0.0.1/ | https://0177.0.0.1/ | https://017700000001/ | https://127.0.0.01/
https://10.0.0.1/ | https://172.16.0.1/ | https://172.31.255.255/ | https://192.168.1.1/ | https://100.64.0.1/
https://169.254.169.254/latest/ | https://169.254.170.2/ | https://100.100.100.200/ | https://192.0.0.192/
https://168.63.129.16/ | https://224.0.0.1/ | https://239.255.255.255/ | https://240.0.0.1/
https://255.255.255.255/ | https://192.0.2.1/ | https://198.18.0.1/ | https://198.51.100.1/ | https://203.0.113.1/
https://192.88.99.1/ | https://0xa9fea9fe/ | https://[::1]/ | https://[::]/ | https://[::ffff:127.0.0.1]/
https://[::ffff:7f00:1]/ | https://[::127.0.0.1]/ | https://[::ffff:169.254.169.254]/ | https://[64:ff9b::7f00:1]/
https://[64:ff9b:1::1]/ | https://[2002:7f00:1::]/ | https://[2001:0:1::1]/ | https://[2001:db8::1]/
https://[fe80::1]/ | https://[fe80::1%25eth0]/ | https://[fe80::1%eth0]/ | https://[fc00::1]/
https://[fd00:ec2::254]/ | https://[ff02::1]/ | https://[fec0::1]/ | https://[3fff::1]/
https://[2606:4700::5efe:7f00:1]/ | https://[2606:4700:4700::1111%25lo]/ | https://[::1/ | https://[127.0.0.1]/
https://example.com:22/ | https://example.com:25/ | https://example.com:80/ | https://example.com:6379/
https://example.com:0/ | https://example.com:99999/ | https://example.com:/ | https://user@example.com/
https://user:password@example.com/ | https://example.com@127.0.0.1/ | https://example.com#@x.example/
https://example.com\\@127.0.0.1/ | https://exa mple.com/ | https://example.com/a b | https://example.com/\t
https://example.com/\r\nHost: x | https://\uff45xample.com/ | https://\u2460\u2461\u2466.0.0.1/ | https://example\u3002com/
https://127%2e0.0.1/ | https://%6c%6f%63alhost/ | https://example..com/ | https://-example.com/
https://example.com./ | https://exam_ple/ | https://1.2.3/ | https://1.2.3.4.5/ | https://1.2.3.256/
https://example.0x1/
"""
REFUSED = [each.strip(" ") for line in WRITTEN.strip("\n").split("\n") for each in line.split(" | ")]
TAKEN = [
    "https://example.com/hooks",
    "https://EXAMPLE.com",
    "https://hooks.example.com:8443/a/b?c=d&e=%20",
    "https://xn--bcher-kva.example/",
    "https://8.8.8.8/",
    "https://[2606:4700:4700::1111]/x",
    "https://my_service.example.com/",
]
REBOUND = [
    "127.0.0.1", "0.0.0.0", "10.1.2.3", "172.20.0.5", "192.168.0.9", "169.254.169.254", "100.64.3.2", "224.0.0.251",
    "240.0.0.9", "192.0.0.170", "168.63.129.16", "::1", "::", "fe80::1", "fe80::1%2", "fd12::1", "ff02::1",
    "::ffff:10.0.0.1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1", "2001::1", "2001:db8::5", "::8.8.8.8",
    "2606:4700::200:5efe:a00:1", "localhost", "8.8.8", "0x8.8.8.8", "",
]  # fmt: skip
"""`::ffff:8.8.8.8` too: no name server gives an IPv4 address in that form for an honest name."""


def test_there_are_many() -> None:
    assert len(REFUSED) > 90
    assert len(set(REFUSED)) == len(REFUSED)


@pytest.mark.parametrize("address", [*REFUSED, "", "https://example.com/" + "a" * 500])
def test_what_is_never_called_is_refused_when_it_is_written(address: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        read_address(address)
    assert refusal.value.code == "outgoing.address"


@pytest.mark.parametrize("address", TAKEN)
def test_public_addresses_are_taken(address: str) -> None:
    target = read_address(address)
    assert target.secure
    assert target.port in {443, 8443}


def test_the_target_is_the_address_taken_apart() -> None:
    target = read_address("https://Hooks.example.com:8443/a?b=c")
    assert (target.name, target.port, target.path, target.host) == (
        "hooks.example.com",
        8443,
        "/a?b=c",
        "hooks.example.com:8443",
    )
    assert read_address("https://[2606:4700:4700::1111]/x").host == "[2606:4700:4700::1111]"


def test_this_machine_is_called_under_its_setting_only_by_its_one_spelling() -> None:
    assert read_address("http://127.0.0.1:8000/x", this_machine=True).port == 8000
    for other in ("http://localhost:8000/", "http://127.0.0.2/", "http://127.1/", "http://10.0.0.1/", "http://[::1]/"):
        with pytest.raises(InvalidInput):
            read_address(other, this_machine=True)


@pytest.mark.parametrize("found", REBOUND)
def test_a_name_that_leads_inside_is_not_called(found: str) -> None:
    assert not is_public(found)
    target = read_address("https://rebound.example.com/")
    for addresses in ([found], ["93.184.216.34", found], [found, "93.184.216.34"]):
        with pytest.raises(NetworkFault) as fault:
            choose(target, addresses, this_machine=True)
        assert fault.value.code == "outgoing.forbidden"


def test_a_name_is_looked_up_once_and_that_address_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: a second answer would lead inside; there is no second question."""
    asked, connected = [], []

    def resolver(name: str, _port: int) -> list[str]:
        asked.append(name)
        return ["93.184.216.34"] if len(asked) == 1 else ["127.0.0.1"]

    def connect(address: tuple[str, int], *_: object) -> None:
        connected.append(address)
        raise OSError

    monkeypatch.setattr("socket.create_connection", connect)
    with pytest.raises(NetworkFault) as fault:
        call(Reach(resolver=resolver), "POST", read_address("https://rebind.example.com/"), {}, b"")
    assert fault.value.code == "outgoing.unreachable"
    assert (asked, connected) == (["rebind.example.com"], [("93.184.216.34", 443)])


@pytest.mark.parametrize("found", ["127.0.0.1", "169.254.169.254", "::1"])
def test_nothing_is_connected_to_when_the_name_leads_inside(monkeypatch: pytest.MonkeyPatch, found: str) -> None:
    monkeypatch.setattr("socket.create_connection", lambda *_: pytest.fail("connected"))
    target = read_address("https://rebind.example.com/")
    for setting in (False, True):
        reach = Reach(this_machine=setting, resolver=lambda _n, _p: [found])
        with pytest.raises(NetworkFault) as fault:
            call(reach, "POST", target, {}, b"")
        assert fault.value.code == "outgoing.forbidden"


def test_a_name_without_an_address_says_so() -> None:
    def resolver(_name: str, _port: int) -> list[str]:
        raise OSError

    with pytest.raises(NetworkFault) as fault:
        call(Reach(resolver=resolver), "POST", read_address("https://nowhere.example.com/"), {}, b"")
    assert fault.value.code == "outgoing.unresolved"
