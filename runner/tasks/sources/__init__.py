"""Sources made from a task's interface, one module a language: what a driver calls, and stand-ins that call across.

They hold types and names only, never a value of a test. What they stand on lies in boxed/.
"""
