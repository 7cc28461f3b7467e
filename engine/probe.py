"""What a Python environment says of itself, for `engine probe`: its version, the packages that are asked for, torch and its devices.

Any Python may be asked, an old one or one without our packages: only the standard library is used, in the words of old versions.
"""

from __future__ import annotations

import json
import platform
import sys
from importlib import metadata


def main(packages: list[str]) -> int:
    """Print the facts as one line of JSON: "python", "packages" (name to version, or null) and "torch" (see `torch_facts`)."""
    versions: dict[str, str | None] = {}
    for name in packages:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            versions[name] = None
    facts = {"python": platform.python_version(), "packages": versions, "torch": torch_facts()}
    sys.stdout.write(json.dumps(facts) + "\n")
    return 0


def torch_facts() -> dict[str, object]:
    """torch's version, the CUDA or ROCm that it was built for ("" for none) and its devices; or "error", why it can't be loaded."""
    try:
        import torch

        devices = []
        for index in range(torch.cuda.device_count() if torch.cuda.is_available() else 0):
            devices.append({"name": torch.cuda.get_device_name(index), "memory": torch.cuda.get_device_properties(index).total_memory})
        if torch.backends.mps.is_available():
            devices.append({"name": "Apple GPU", "memory": 0})
        built_for = torch.version.cuda or getattr(torch.version, "hip", None) or ""
        return {"version": str(torch.__version__), "built_for": built_for, "devices": devices}
    except Exception as error:  # a missing library of the system is an OSError, a broken build raises whatever it likes
        return {"error": type(error).__name__ + ": " + (str(error).splitlines() or [""])[0][:300]}
