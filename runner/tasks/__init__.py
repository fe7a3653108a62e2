"""Tasks: the candidate completes functions or a small project, and hidden tests call it (docs/tasks.md).

`loading` is the way in, for tasks and for packages of the format alike. `boxed/` holds what runs inside boxes.
"""
