# expect: TLE cpu
while True:
    pass
