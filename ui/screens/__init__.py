"""The screens before and after the work."""
