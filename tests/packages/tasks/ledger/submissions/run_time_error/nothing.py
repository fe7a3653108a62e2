def merge_intervals(intervals):
    return [] if not intervals else intervals[0] / 0
