from bus import Bus
from recrutr_expect import expect


def test_in_the_order_of_subscription():
    bus, heard = Bus(), []
    bus.subscribe("news", lambda topic, data: heard.append([1, data]))
    stop = bus.subscribe("news", lambda topic, data: heard.append([2, data]))
    counts = [bus.publish("news", "a")]
    stop()
    counts.append(bus.publish("news", "b"))
    expect("heard", heard)
    expect("counts", counts)


def test_patterns():
    bus, heard = Bus(), []
    bus.subscribe("order.*", lambda topic, data: heard.append(topic))
    for topic in ("order.new", "orders", "order", "order.paid"):
        bus.publish(topic, None)
    expect("heard", heard)
