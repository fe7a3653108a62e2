b, p, c = map(int, input().split())
buses = list(map(int, input().split()))
people = list(map(int, input().split()))

# Print two numbers: the minutes waited together, and how many people walk home.
