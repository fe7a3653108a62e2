# One parcel each in turn: goes wrong when every other parcel is heavy.
n = int(input())
print("".join("AB"[index % 2] for index in range(n)))
