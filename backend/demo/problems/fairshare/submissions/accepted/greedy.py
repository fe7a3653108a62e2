def main():
    input()
    ada = bo = 0
    letters = []
    for weight in map(int, input().split()):
        if ada <= bo:
            ada += weight
            letters.append("A")
        else:
            bo += weight
            letters.append("B")
    print("".join(letters))


main()
