# Forgets that there may be no interval at all.
def merge_intervals(intervals):
    ordered = sorted(intervals)
    merged = [list(ordered[0])]
    for first, last in ordered[1:]:
        if first <= merged[-1][1] + 1:
            merged[-1][1] = max(merged[-1][1], last)
        else:
            merged.append([first, last])
    return merged


class Ledger:
    def __init__(self, overdraft):
        self.overdraft, self.balances = overdraft, {}

    def deposit(self, name, amount):
        if amount <= 0:
            raise ValueError(f"{amount} is no amount")
        self.balances[name] = self.balance(name) + amount

    def withdraw(self, name, amount):
        if amount <= 0 or self.balance(name) - amount < -self.overdraft:
            raise ValueError(f"{amount} cannot be withdrawn")
        self.balances[name] = self.balance(name) - amount

    def balance(self, name):
        return self.balances.get(name, 0)

    def shares(self):
        positive = {name: one for name, one in self.balances.items() if one > 0}
        return {name: one / sum(positive.values()) for name, one in positive.items()}
