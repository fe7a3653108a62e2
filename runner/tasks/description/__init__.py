"""What a task says: its interface, its tests and its limits, read from `task.yaml` into frozen values."""
