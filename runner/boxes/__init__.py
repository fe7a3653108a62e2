"""The sandbox on Docker or Podman: containers, the frames that go in and out, and the boxes kept ready."""
