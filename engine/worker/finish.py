"""After the loop: the best weights, the last measurements, the result folder, and a sentence about what was learned."""

from __future__ import annotations

import json
import shutil
from typing import Any

from engine.errors import UserError
from engine.events import Artifact, Metrics
from engine.messages import plain, say
from engine.models.memory import need
from engine.runs import RunFolder, write_atomically
from engine.training import checkpoint, evaluation
from engine.training.disk import WRITE_ERRORS, disk_reason
from engine.training.session import Outcome, Session
from engine.training.tuned import write_nameplate
from engine.training.writing import measured
from engine.worker.prepare import Prepared
from engine.worker.reading import base_text


def finish(run: RunFolder, prepared: Prepared, outcome: Outcome, seconds: float) -> dict[str, Any]:
    """Write model/ and return what result.json will hold."""
    session = prepared.session
    session.channel.phase("saving", say("Saving the result"))
    if outcome.best_path and outcome.best_step != outcome.step:
        _take_best(run, session, outcome)
    session.model.eval()
    test = None
    if prepared.inputs.test is not None:
        scores = evaluation.scores(session.model, session.task, prepared.inputs.test, session.compute)
        test = session.task.metrics(scores, prepared.inputs.test.targets, session.labels)
        values = evaluation.plotted(test)
        session.channel.emit(Metrics(step=outcome.step, epoch=0.0, split="test", values=values))
    written = _write_texts(prepared)
    _save_model(run, prepared)
    session.channel.emit(Artifact(name="model", path="model"))
    monitor = session.task.monitor
    best = {"step": outcome.best_step, "metric": monitor, "value": outcome.best.get(monitor)}
    result = {
        "schema_version": 1,
        "status": outcome.status,
        "step": outcome.step,
        "total_steps": outcome.total_steps,
        "seconds": seconds,
        "best": best,
        "before": evaluation.plotted(outcome.before),
        "final": {"validation": {**outcome.best, **written}, "test": test},
        "train_rows": len(session.train),
        "validation_rows": len(session.validation),
        "test_rows": len(prepared.inputs.test) if prepared.inputs.test is not None else 0,
        "tokens": outcome.tokens,
        "tokens_per_second": outcome.tokens / outcome.train_seconds if outcome.train_seconds else 0.0,
        "operations_per_second": _operations_per_second(prepared, outcome),
        "sentence": session.task.learned(outcome.before, outcome.best, len(session.validation)).model_dump(mode="json"),
    }
    return result


def _write_texts(prepared: Prepared) -> dict[str, Any]:
    """BLEU and chrF over validation rows, where the task asks for it."""
    session, inputs = prepared.session, prepared.inputs
    pairs = inputs.prompts[: getattr(session.job.task, "measured", 0)]
    if not pairs:
        return {}
    session.channel.phase("writing", say("Writing {rows} texts to compare", rows=len(pairs)))
    found = measured(session.model, session.task, pairs, inputs.reading, session.compute)
    return found


def _take_best(run: RunFolder, session: Session, outcome: Outcome) -> None:
    """The weights of the best evaluation; if their checkpoint was damaged meanwhile, the newest with their own numbers."""
    path = run.checkpoints / outcome.best_path
    fault = checkpoint.verify(path)
    if not fault:
        checkpoint.load_weights(path, session.model)
        return
    title = say("The best checkpoint {name} can't be used: {fault}.", name=outcome.best_path, fault=fault)
    session.channel.notice(title, say("The result holds the newest weights instead."), warning=True)
    scores = evaluation.scores(session.model, session.task, session.validation, session.compute)
    outcome.best = session.task.metrics(scores, session.validation.targets, session.labels)
    outcome.best_step = outcome.step


def _operations_per_second(prepared: Prepared, outcome: Outcome) -> float:
    """What training reached here, counted as the forecast counts (models/memory.py), for the next forecast."""
    trained = sum(parameter.numel() for parameter in prepared.session.model.parameters() if parameter.requires_grad)
    counted = need(prepared.inputs.facts, trained, 1, 1, outcome.tokens, half=False).operations
    return counted / outcome.train_seconds if outcome.train_seconds else 0.0


def _save_model(run: RunFolder, prepared: Prepared) -> None:
    """model/ is written beside and renamed, so that there is a whole one or none."""
    session = prepared.session
    beside = run.path / "model.tmp"
    try:
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir()
        prepared.method.save(session.model, beside, session.task)
        prepared.inputs.tokenizer.save(beside, prepared.inputs.max_length)
        write_nameplate(
            beside,
            task=session.task.name,
            method=prepared.method.name,
            labels=list(session.labels),
            max_length=prepared.inputs.max_length,
            base=base_text(run, session.job),
            columns=prepared.inputs.columns,
        )
        shutil.rmtree(run.model, ignore_errors=True)
        beside.replace(run.model)
    except WRITE_ERRORS as error:
        shutil.rmtree(beside, ignore_errors=True)
        raise UserError(
            "disk.result",
            say("The result can't be written to {folder}.", folder=plain(run.model)),
            detail=say("{error}.", error=disk_reason(error)),
            hint=say("Free some space and continue the run; nothing that was learned is lost."),
        ) from None


def write_result(run: RunFolder, result: dict[str, Any]) -> None:
    """result.json, the last file of a run; numbers that are none are written as strings."""
    write_atomically(run.result_file, json.dumps(_plain(result), indent=1, ensure_ascii=False, allow_nan=False))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value - value != 0.0:
        return str(value)
    return value
