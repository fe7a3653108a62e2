# Right, but adds up both loads again for every parcel.
n = int(input())
weights = list(map(int, input().split()))
ada, bo, letters = [], [], []
for weight in weights:
    if sum(ada) <= sum(bo):
        ada.append(weight)
        letters.append("A")
    else:
        bo.append(weight)
        letters.append("B")
print("".join(letters))
