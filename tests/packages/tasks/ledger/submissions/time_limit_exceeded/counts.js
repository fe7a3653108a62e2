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

class Ledger {}

module.exports = { mergeIntervals, Ledger };
