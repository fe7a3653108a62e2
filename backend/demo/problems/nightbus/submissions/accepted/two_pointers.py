def main():
    _, p, room = map(int, input().split())
    buses = sorted(map(int, input().split()))
    people = sorted(map(int, input().split()))
    waited = first = 0
    for bus in buses:
        last = first
        while last < p and last - first < room and people[last] <= bus:
            waited += bus - people[last]
            last += 1
        first = last
    print(waited, p - first)


main()
