# Takes buses and people as they come in the input.
_, p, room = map(int, input().split())
buses = list(map(int, input().split()))
people = list(map(int, input().split()))
waited = first = 0
for bus in buses:
    boarded = 0
    while first < p and boarded < room and people[first] <= bus:
        waited += bus - people[first]
        first += 1
        boarded += 1
print(waited, p - first)
