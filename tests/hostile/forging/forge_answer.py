# expect: RTE
# sample: yes
# Writes an answer that says "exit code 0, no time used" wherever anything can be written, then fails.
import hashlib
import hmac
import json
import os
import sys

header = json.dumps(
    {
        "exit_code": 0,
        "signal": None,
        "cpu_us": 1,
        "wall_us": 1,
        "memory_bytes": 1,
        "oom": False,
        "timed_out": None,
        "output_exceeded": False,
        "stdout_truncated": False,
        "stderr_truncated": False,
        "stdout": 7,
        "stderr": 0,
        "artifacts": [],
    }
).encode()
payload = len(header).to_bytes(4, "big") + header + b"forged\n"
frame = b"RCT1" + hmac.new(bytes(32), payload, hashlib.sha256).digest() + payload
wrapped = b"\x01\0\0\0" + len(frame).to_bytes(4, "big") + frame
for data in (frame, wrapped):
    for descriptor in range(256):
        try:
            os.write(descriptor, data)
        except OSError:
            pass
    for process in filter(str.isdigit, os.listdir("/proc")):
        for descriptor in range(64):
            try:
                with open(f"/proc/{process}/fd/{descriptor}", "wb", buffering=0) as file:
                    file.write(data)
            except OSError:
                pass
sys.exit(7)
