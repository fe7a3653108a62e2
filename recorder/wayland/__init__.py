"""The screen on a Wayland desktop: shared by the person in the desktop's own dialog, read through PipeWire."""
