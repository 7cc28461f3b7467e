"""All validation rows of a run through transformers.pipeline on the merged export, against the run's own labels."""

import json
import sys
from pathlib import Path

from transformers import pipeline

from engine.data.dataset import load_dataset
from engine.paths import runs_root
from engine.training.tuned import open_tuned

tuned = open_tuned(sys.argv[1], runs_root())
assert tuned.run is not None
job = tuned.run.job()
texts = load_dataset(job.data, tuned.task.roles, job.seed).validation.columns["text"]
ours = [row.label for row in tuned.predict(texts)]
theirs = [row["label"] for row in pipeline("text-classification", model=str(Path(sys.argv[2])), truncation=True)(texts)]
same = sum(a == b for a, b in zip(ours, theirs, strict=True))
print(json.dumps({"pipeline": f"{same} of {len(texts)} labels the same"}))
