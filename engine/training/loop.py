"""THE training loop: one for every task and method.

A step is a function of (seed, step, weights, optimizer): its rows come from epoch_batches, its dropout from a generator
seeded for it. So a run that was killed and continued meets the same rows and the same dropout as one that was not.
"""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Any

from engine.data.batching import epoch_batches
from engine.events import Checkpoint, Metrics
from engine.messages import say
from engine.training import checkpoint, evaluation
from engine.training.continuing import conditions, difference, random_state, require_same, set_random_state
from engine.training.guards import LossGuard, is_memory_shortage, require_finite
from engine.training.schedule import learning_rate_factor
from engine.training.session import Outcome, Session
from engine.training.telling import Teller

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

HALVINGS = 4
FP16_SCALE = 2.0**15  # on the loss at first, so that small gradients don't vanish in fp16 (Micikevicius et al. 2018, loss scaling)
PATIENT = 500  # steps without an overflow after which that scale is doubled
KEPT = ("best_step", "best_path", "best", "before", "tokens", "train_seconds")  # of the outcome, in checkpoints


class Loop:
    """Runs a session from its start or from a checkpoint."""

    def __init__(self, session: Session) -> None:
        self.s = session
        spec = session.job.training
        self.steps_per_epoch, self.total = spec.steps(len(session.train))
        self.evaluate_every = spec.steps_between_looks(len(session.train))
        self.micro = min(spec.micro_batch_size or spec.batch_size, spec.batch_size) if session.task.divisible else spec.batch_size
        self.scale = FP16_SCALE if session.compute.precision == "fp16" else 1.0
        self.scaled_since = 0
        self.base_rates = [group["lr"] for group in session.optimizer.param_groups]
        self.guard = LossGuard()
        self.step = 0
        self.without_better = 0
        self.record: dict[str, float] = {}  # the best scheduled measurement so far: early stopping goes by it, keep_best or not
        self.halvings = 0
        self.outcome = Outcome("completed", 0, self.total)
        self._epoch = -1
        self._batches: list[npt.NDArray[np.int64]] = []
        self._saved_step = 0
        self._teller = Teller(session.channel, session.compute.device, self.total)

    # -- the way through

    def run(self) -> Outcome:
        """Train to the end, to a stop, or to a UserError."""
        try:
            return self._run()
        finally:
            self._teller.flush()  # the last numbers before a mistake are those that explain it

    def _run(self) -> Outcome:
        if self.step == 0 and not self.outcome.before:
            self.outcome.before = self._evaluate()
        self.s.model.train()
        self.s.channel.phase("training", say("Training"))
        while self.step < self.total and not self._out_of_patience():
            if self.s.snapshot is not None:
                self.s.snapshot(self.step, False)
            if self._controls():
                self.outcome.status = "stopped"
                break
            begun = time.monotonic()
            self._train_step()
            seconds = time.monotonic() - begun
            self.outcome.train_seconds += seconds
            self._teller.step_done(self.step, seconds, self.outcome.tokens)
            if self.step % self.evaluate_every == 0 or self.step == self.total:
                self._look()
            elif self._checkpoint_due():
                self._save(best=False)
        if self._out_of_patience():
            self.s.channel.notice(
                say("Stopped early: {count} evaluations without a better one.", count=self.without_better),
                say("The best was at step {step}.", step=self.outcome.best_step),
            )
        if self.outcome.status == "stopped" and self.step:
            if self.step % self.evaluate_every:
                self._look(scheduled=False)
            if self._saved_step != self.step:
                self._save(best=False)
        if self.s.snapshot is not None:
            self.s.snapshot(self.step, True)
        self.outcome.step = self.step
        return self.outcome

    def _out_of_patience(self) -> bool:
        patience = self.s.job.training.early_stopping
        return bool(patience) and self.without_better >= patience

    def resume(self, path: Any) -> None:
        """Continue from a verified checkpoint. Raises UserError if it belongs to other data."""
        state = checkpoint.load(path, self.s.model, self.s.optimizer)
        require_same(state["fingerprints"], self.s.fingerprints)
        changed = difference(state, self.s.compute)
        if changed:
            self.s.channel.notice(changed, say("The curve continues, but not bit for bit as it would have been."), warning=True)
        self.step = self._saved_step = state["step"]
        self.guard = LossGuard(**state["guard"])
        self.without_better, self.record = state["without_better"], state["record"]
        self.micro, self.scale, self.scaled_since = state["micro"], state["scale"], state["scaled_since"]
        for name in KEPT:
            setattr(self.outcome, name, state["outcome"][name])
        set_random_state(state["random"])

    # -- one step

    def _train_step(self) -> None:
        """One optimizer step over one batch; a piece that doesn't fit in memory is halved and the step begins anew."""
        import torch

        spec = self.s.job.training
        factor = learning_rate_factor(self.step, self.total, spec.warmup, spec.schedule)
        for group, rate in zip(self.s.optimizer.param_groups, self.base_rates, strict=True):
            group["lr"] = rate * factor
        rows = self._rows()
        while True:
            torch.manual_seed((self.s.job.seed * 1_000_003 + self.step) % 2**63)
            self.s.optimizer.zero_grad(set_to_none=True)
            try:
                loss = self._backward(rows)
                break
            except (RuntimeError, MemoryError) as error:
                self._halve(error)
        trained = [parameter for group in self.s.optimizer.param_groups for parameter in group["params"]]
        limit = spec.max_grad_norm or math.inf
        norm = float(torch.nn.utils.clip_grad_norm_(trained, limit))
        values = {"loss": loss, "learning_rate": self.s.optimizer.param_groups[0]["lr"], "grad_norm": norm}
        epoch = (self.step + 1) / self.steps_per_epoch
        self._teller.note(Metrics(step=self.step + 1, epoch=epoch, split="train", values=values))
        if not self._overflowed(loss, norm):  # else the scale was too large for this batch, whose step is left out
            self._take_step(loss, norm)
        self.step += 1
        self.outcome.tokens += int(self.s.train.lengths[rows].sum())

    def _take_step(self, loss: float, norm: float) -> None:
        """Let the optimizer step, unless loss or gradient is no number."""
        if self.guard.passes(loss, norm):
            self.s.optimizer.step()
            return
        self._teller.flush()
        title = say("Step {step} was skipped: its loss or its gradient is no number.", step=self.step + 1)
        self.s.channel.notice(title, say("The weights are as they were before it."), warning=True)

    def _overflowed(self, loss: float, norm: float) -> bool:
        """Did the scaled fp16 gradients overflow although the loss is fine? Then the scale is halved; after long peace it is doubled."""
        if self.scale == 1.0:
            return False
        if math.isfinite(loss) and not math.isfinite(norm):
            self.scale, self.scaled_since = self.scale / 2, 0
            return True
        self.scaled_since += 1
        if self.scaled_since >= PATIENT:
            self.scale, self.scaled_since = min(self.scale * 2, 2.0**24), 0
        return False

    def _backward(self, rows: npt.NDArray[np.int64]) -> float:
        """Gradients of the batch's mean loss, piece by piece; returns the mean loss."""
        chance = (self.s.job.seed, self.step + 1)
        parts = [rows[start : start + self.micro] for start in range(0, len(rows), self.micro)]
        batches = [self.s.train.batch(part, chance, self.s.compute.device) for part in parts]
        weight = max(1.0, sum(batch.weight for batch in batches))
        total = 0.0
        for batch in batches:
            with self.s.compute.autocast():
                loss = self.s.task.loss(self.s.model, batch, self.s.job.task) / weight
            (loss * self.scale).backward()  # type: ignore[no-untyped-call]
            total += float(loss.detach())
        if self.scale != 1.0:
            for parameter in self.s.model.parameters():
                if parameter.grad is not None:
                    parameter.grad /= self.scale
        return total

    def _rows(self) -> npt.NDArray[np.int64]:
        """The rows of the current step: [rows]."""
        epoch, place = divmod(self.step, self.steps_per_epoch)
        if epoch != self._epoch:
            self._epoch = epoch
            self._batches = epoch_batches(self.s.train.lengths, self.s.job.training.batch_size, self.s.job.seed, epoch)
        return self._batches[place]

    def _halve(self, error: BaseException) -> None:
        """Out of memory: the same step again in smaller pieces, up to four times; anything else goes on upwards."""
        if not is_memory_shortage(error) or self.micro == 1 or self.halvings >= HALVINGS or not self.s.task.divisible:
            raise error
        self.halvings += 1
        self.micro = max(1, self.micro // 2)
        self.s.channel.notice(
            say("Memory ran short; batches are worked off {rows} rows at a time from now on.", rows=self.micro),
            say("The result is the same, a little slower."),
            warning=True,
        )

    # -- looking and saving

    def _evaluate(self) -> dict[str, Any]:
        """All numbers over the validation rows, told as an event."""
        self.s.channel.phase("evaluating", say("Evaluating on {rows} rows", rows=len(self.s.validation)))
        scores = evaluation.scores(self.s.model, self.s.task, self.s.validation, self.s.compute)
        metrics = self.s.task.metrics(scores, self.s.validation.targets, self.s.labels)
        epoch = self.step / self.steps_per_epoch
        self.s.channel.emit(Metrics(step=self.step, epoch=epoch, split="validation", values=evaluation.plotted(metrics)))
        return metrics

    def _look(self, scheduled: bool = True) -> None:
        """Evaluate, remember the best, save. Early stopping goes by the scheduled looks alone, so that nobody's asking moves it."""
        self._teller.flush()
        metrics = self._evaluate()
        if self.s.write_sample is not None:
            self.s.write_sample(self.step)
        if scheduled and self._better(metrics, self.record):
            self.without_better = 0
            self.record = {name: metrics[name] for name in (self.s.task.monitor, "loss")}
        elif scheduled:
            self.without_better += 1
        if not self.s.job.training.keep_best or self._better(metrics, self.outcome.best):
            self.outcome.best, self.outcome.best_step = metrics, self.step
            self._save(best=True)
        elif self.step < self.total and (not self.s.job.training.checkpoint_every or self._checkpoint_due()):
            self._save(best=False)
        self.s.channel.phase("training", say("Training"))

    def _better(self, metrics: dict[str, Any], than: dict[str, Any]) -> bool:
        """Is this better than the best so far, if any, by the task's value (the lower loss where it is equal)?

        A value that is no number is worse than any.
        """
        if not than or not math.isfinite(than[self.s.task.monitor]):
            return True
        sign = 1 if self.s.task.monitor_up else -1
        new, old = sign * metrics[self.s.task.monitor], sign * than[self.s.task.monitor]
        return bool(new > old or (new == old and metrics["loss"] < than["loss"]))

    def _checkpoint_due(self) -> bool:
        every = self.s.job.training.checkpoint_every
        return every is not None and self.step % every == 0

    def _save(self, best: bool) -> None:
        folder = self.s.run.checkpoints
        if best:
            self.outcome.best_path = f"step-{self.step:06d}"
        trained = {name: parameter for name, parameter in self.s.model.named_parameters() if parameter.requires_grad}
        require_finite(trained.values())
        self._teller.flush()  # after a kill the curve goes on from here, so what led here has to be on disk
        saved = checkpoint.save(folder, self.step, trained, self.s.optimizer, self._state())
        checkpoint.prune(folder, self.step, self.s.job.training.keep_checkpoints, self.outcome.best_path)
        self._saved_step = self.step
        self.s.channel.emit(Checkpoint(step=self.step, path=f"{folder.name}/{saved.path.name}", bytes=saved.bytes, best=best))

    def _state(self) -> dict[str, Any]:
        """The loop's counters, as JSON."""
        return {
            "step": self.step,
            "epoch": self.step // self.steps_per_epoch,
            "batch": self.step % self.steps_per_epoch,
            "seed": self.s.job.seed,
            "guard": vars(self.guard),
            "without_better": self.without_better,
            "record": self.record,
            "micro": self.micro,
            "scale": self.scale,
            "scaled_since": self.scaled_since,
            "fingerprints": self.s.fingerprints,
            **conditions(self.s.compute),
            "random": random_state(),
            "outcome": {name: getattr(self.outcome, name) for name in KEPT},
        }

    def _controls(self) -> bool:
        """Obey the control files; True if the run is to stop."""
        run = self.s.run
        if run.asked("checkpoint-now"):
            run.withdraw("checkpoint-now")
            self._save(best=False)
        if run.asked("evaluate-now"):
            run.withdraw("evaluate-now")
            self._look(scheduled=False)
        if run.asked("pause") and not run.asked("stop"):
            self._teller.flush()
            self.s.channel.phase("paused", say("Paused"))
            while run.asked("pause") and not run.asked("stop"):
                time.sleep(0.1)
            self.s.channel.phase("training", say("Training"))
        return run.asked("stop")
