# Everybody who is there gets on: right for the first group alone.
import bisect

input()
buses = sorted(map(int, input().split()))
people = list(map(int, input().split()))
waited = home = 0
for person in people:
    at = bisect.bisect_left(buses, person)
    if at == len(buses):
        home += 1
    else:
        waited += buses[at] - person
print(waited, home)
