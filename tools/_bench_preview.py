"""Seconds to the first rows and to the last of a file, child's start included."""

import json
import sys
import time
from pathlib import Path

from engine.data.source_reading import SourceReading

begun = time.perf_counter()
reading = SourceReading(Path(sys.argv[1]), Path(sys.argv[2]))
reading.start()
found: dict[str, float] = {}
for message in reading.messages():
    if message.kind == "preview":
        found["preview_s"] = time.perf_counter() - begun
found["whole_s"] = time.perf_counter() - begun
print(json.dumps(found))
