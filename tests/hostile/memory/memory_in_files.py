# expect: MLE|RAN held
# Files in the box are memory too: they must be counted, or be refused.
try:
    for number in range(400):
        with open(f"/tmp/{number}", "wb") as file:
            file.write(b"x" * (1 << 20))
except OSError:
    print("held")
