# Recurses once for every parcel.
def split(index, difference):
    if index == len(weights):
        return ""
    if difference > 0:
        return "B" + split(index + 1, difference - weights[index])
    return "A" + split(index + 1, difference + weights[index])


input()
weights = list(map(int, input().split()))
print(split(0, 0))
