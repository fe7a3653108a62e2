// Walks through every number between the intervals.
function mergeIntervals(intervals) {
  const all = new Set();
  for (const [first, last] of intervals) for (let one = first; one <= last; one += 1) all.add(one);
  const merged = [];
  let low = Infinity;
  let high = -Infinity;
  for (const one of all) [low, high] = [Math.min(low, one), Math.max(high, one)];
  for (let one = low; one <= high; one += 1) {
    const before = merged[merged.length - 1];
    if (!all.has(one)) continue;
    if (before && before[1] === one - 1) before[1] = one;
    else merged.push([one, one]);
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
