"""The judge: tests, groups, validators and the words of a judgement. Knows the port of the sandbox, never an engine."""
