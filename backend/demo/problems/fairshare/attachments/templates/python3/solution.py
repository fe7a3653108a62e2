n = int(input())
weights = list(map(int, input().split()))

# Print one word of n letters, each A or B.
