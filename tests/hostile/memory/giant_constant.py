# expect: MLE
# Small to write down, folded by nobody: the parser must not compute it, and the box must survive it.
text = "a" * (1 << 30)
number = 1 << (1 << 33)
print(len(text), number.bit_length())
