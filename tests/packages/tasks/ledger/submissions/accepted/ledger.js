function mergeIntervals(intervals) {
  const merged = [];
  for (const [first, last] of [...intervals].sort((one, other) => one[0] - other[0])) {
    const before = merged[merged.length - 1];
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

class Ledger {
  constructor(overdraft) {
    this.overdraft = overdraft;
    this.balances = new Map();
  }
  deposit(name, amount) {
    if (amount <= 0) throw new RangeError(`${amount} is no amount`);
    this.balances.set(name, this.balance(name) + amount);
  }
  withdraw(name, amount) {
    if (amount <= 0 || this.balance(name) - amount < -this.overdraft) throw new RangeError("cannot be withdrawn");
    this.balances.set(name, this.balance(name) - amount);
  }
  balance(name) {
    return this.balances.get(name) ?? 0;
  }
  shares() {
    const positive = [...this.balances].filter(([, one]) => one > 0);
    const sum = positive.reduce((total, [, one]) => total + one, 0);
    return new Map(positive.map(([name, one]) => [name, one / sum]));
  }
}

module.exports = { mergeIntervals, Ledger };
