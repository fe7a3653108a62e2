# expect: RAN
# sample: yes
# Numbers that comparing chokes on: without an end, out of every range, of none at all.
print("nan inf -inf 1e999999999999 -1e-999999999999 0x1p999999 1_000 ١٢٣ 1e+ .e1 +-1 NaN() 0/0")
print("1" * 600_000)
print("1." + "0" * 300_000 + "e" + "9" * 1_000)
