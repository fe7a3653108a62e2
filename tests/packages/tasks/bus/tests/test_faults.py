import pytest
from bus import Bus


def test_a_failing_listener_stops_nobody():
    bus, heard = Bus(), []

    def fail(topic, data):
        raise KeyError(topic)

    bus.subscribe("news", fail)
    bus.subscribe("news", lambda topic, data: heard.append(data))
    with pytest.raises(KeyError):
        bus.publish("news", 1)
    assert heard == [1]
