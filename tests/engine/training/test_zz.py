import time

import pytest

from engine.runs import RunFolder
from engine.worker.run import run_job


@pytest.mark.parametrize("m,lr,ep", [("full", 1e-3, 6), ("full", 3e-3, 6), ("full", 1e-2, 6), ("lora", 1e-2, 6), ("lora", 3e-2, 6)])
def test_a(make_job, tmp_path, m, lr, ep):
    t = time.time()
    evs = []
    run = RunFolder.create(tmp_path, make_job(method={"type": m}, training={"learning_rate": lr, "epochs": ep}))
    assert run_job(run, evs.append) == 0, evs
    print(m, lr, time.time() - t)
    for e in evs:
        if e.kind == "metrics" and e.split != "train":
            print(str(e)[:200])
    print(run.result()["sentence"])
