"""torch: compiled modules without their sources, but for the few that torch reads as it is imported; no headers, no test code."""

from pathlib import Path

from PyInstaller.utils.hooks import collect_dynamic_libs, collect_submodules, get_package_paths

root = Path(get_package_paths("torch")[1])
module_collection_mode = "pyz"
warn_on_missing_hiddenimports = False
NO_USE = ("torch.test", "torch.testing._internal.", "torch.utils.tensorboard", "torch.utils.benchmark.examples")
hiddenimports = collect_submodules("torch", filter=lambda name: not name.startswith(NO_USE), on_error="ignore")
hiddenimports.append("torch.testing._internal")
binaries = collect_dynamic_libs("torch")
datas = []
# torch/utils/_config_module.py reads the sources of configs, torch/_jit_internal.py those of functions with overloads
for pattern in ("**/config.py", "**/_config.py", "**/config_comms.py", "functional.py", "nn/functional.py", "nn/modules/rnn.py"):
    datas += [(str(file), str(Path("torch") / file.relative_to(root).parent)) for file in root.glob(pattern)]
datas += [(str(file), "torch/_dynamo/backends") for file in (root / "_dynamo" / "backends").glob("*.py")]  # the folder is listed
manager = root / "bin" / "torch_shm_manager"
if manager.is_file():
    binaries += [(str(manager), "torch/bin")]
bindepend_symlink_suppression = ["**/torch/lib/*.so*"]
