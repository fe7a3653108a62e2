# Looks through all people for every bus: right, but too slow for the last group.
b, p, room = map(int, input().split())
buses = sorted(map(int, input().split()))
people = sorted(map(int, input().split()))
gone = [False] * p
waited = 0
for bus in buses:
    boarded = 0
    for index, person in enumerate(people):
        if not gone[index] and person <= bus and boarded < room:
            gone[index] = True
            boarded += 1
            waited += bus - person
print(waited, gone.count(False))
