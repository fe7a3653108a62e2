class Bus:
    def __init__(self):
        self.subscriptions = []

    def subscribe(self, pattern, listener):
        entry = (pattern, listener)
        self.subscriptions.append(entry)
        return lambda: self.subscriptions.remove(entry)

    def publish(self, topic, data):
        fitting = [listener for pattern, listener in self.subscriptions if self.fits(pattern, topic)]
        failure = None
        for listener in fitting:
            try:
                listener(topic, data)
            except Exception as error:
                failure = failure or error
        if failure:
            raise failure
        return len(fitting)

    @staticmethod
    def fits(pattern, topic):
        return topic.startswith(pattern[:-1]) if pattern.endswith("*") else topic == pattern
