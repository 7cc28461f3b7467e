"""The loop against a plain one, and what its knobs do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.data.batching import epoch_batches

Open = Callable[..., tuple[Any, Any]]
LORA = {"type": "lora", "rank": 4, "dropout": 0.0}
STILL = {"epochs": 3, "batch_size": 8, "learning_rate": 1e-3, "max_grad_norm": 0.5, "weight_decay": 0.1, "warmup": 0.2}
PLAIN_TASK = {"type": "text-classification", "head_start": False}


def reference_losses(base: Path, data: Path, lora: bool, seed: int, start: dict[str, Any]) -> tuple[list[float], Any]:
    """A loop as anyone would write it, with transformers, torch and peft alone: the loss of each step, and the model.

    start: what is trained, as it is before the first step; new weights are random, and another library draws them in another order.
    """
    import numpy as np
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    lines = [line.split(",") for line in data.read_text(encoding="utf-8").splitlines()[1:]]
    texts, names = [text for text, _ in lines], sorted({label for _, label in lines})
    labels = torch.tensor([names.index(label) for _, label in lines])
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = AutoModelForSequenceClassification.from_pretrained(base, num_labels=len(names))
    model = with_lora(model) if lora else model
    model.load_state_dict(start, strict=False)
    model.train()
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    decayed = {"params": [p for p in trained if p.dim() > 1], "weight_decay": 0.1}
    optimizer = torch.optim.AdamW([decayed, {"params": [p for p in trained if p.dim() == 1], "weight_decay": 0.0}], lr=1e-3)
    lengths = np.array([len(tokenizer(text)["input_ids"]) for text in texts])
    batches = [batch for epoch in range(3) for batch in epoch_batches(lengths, 8, seed, epoch)]
    total, rising, losses = len(batches), -(-len(batches) // 5), []
    for step, batch in enumerate(batches):
        factor = (step + 1) / (rising + 1) if step < rising else 1 - (step - rising) / (total - rising)
        for group in optimizer.param_groups:
            group["lr"] = 1e-3 * factor
        inputs = tokenizer([texts[row] for row in batch], padding=True, return_tensors="pt")
        loss = torch.nn.functional.cross_entropy(model(**inputs).logits, labels[torch.from_numpy(batch)])
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 0.5)
        optimizer.step()
        losses.append(loss.item())
    return losses, model


def with_lora(model: Any) -> Any:
    """peft's LoRA of rank 4 in the attention, the head trained whole."""
    from peft import LoraConfig, get_peft_model

    places = ["query", "key", "value"]
    config = LoraConfig(task_type="SEQ_CLS", r=4, lora_alpha=16, lora_dropout=0.0, target_modules=places, modules_to_save=["classifier"])
    with pytest.warns(FutureWarning, match="is_gradient_checkpointing"):
        return get_peft_model(model, config)


@pytest.mark.parametrize("method", [{"type": "full"}, LORA], ids=["full", "lora"])
def test_that_the_losses_are_those_of_a_plain_loop(method: dict[str, Any], still_base: Path, tiny_data: Path, open_loop: Open) -> None:
    loop, watched = open_loop(
        data={"train": str(tiny_data), "validation": str(tiny_data)},
        model={"base": str(still_base)},
        task=PLAIN_TASK,
        method=method,
        training=STILL,
    )
    lora = method["type"] == "lora"
    start = {name: weight.detach().clone() for name, weight in loop.s.model.named_parameters() if weight.requires_grad}
    loop.run()
    given = {pefts_name(name) if lora else name: weight for name, weight in start.items()}
    expected, model = reference_losses(still_base, tiny_data, lora, seed=0, start=given)
    assert len(expected) == 24
    assert watched.losses() == pytest.approx(expected, abs=1e-6)
    assert any((weight - start[name]).abs().max() > 1e-3 for name, weight in loop.s.model.named_parameters() if name in start)
    assert_same_weights(loop.s.model, model)


def pefts_name(name: str) -> str:
    """What peft calls a trained weight of our models with LoRA layers."""
    for kind in ("lora_A", "lora_B"):
        name = name.replace(f".{kind}", f".{kind}.default.weight")
    return f"base_model.model.{name}".replace("classifier.", "classifier.modules_to_save.default.")


def assert_same_weights(one: Any, other: Any) -> None:
    """What is trained is equal within 1e-5, but for the keys' biases: softmax doesn't see a shift, so Adam follows rounding there."""
    ours = dict(one.named_parameters())
    ours |= {pefts_name(name): weight for name, weight in ours.items()}
    for name, weight in other.named_parameters():
        if weight.requires_grad and not name.endswith("key.bias"):
            assert (ours[name] - weight).abs().max() < 1e-5, name


def run_with(open_loop: Open, still_base: Path, **training: Any) -> tuple[list[float], Any]:
    loop, watched = open_loop(model={"base": str(still_base)}, training={"batch_size": 16, **training})
    loop.run()
    return watched.losses(), loop.s.model


@pytest.mark.parametrize("pieces", [4, 5, 1])
def test_that_batches_in_pieces_give_the_loss_and_the_weights_of_whole_ones(pieces: int, still_base: Path, open_loop: Open) -> None:
    whole, left = run_with(open_loop, still_base, learning_rate=1e-3)
    cut, right = run_with(open_loop, still_base, learning_rate=1e-3, micro_batch_size=pieces)
    assert cut == pytest.approx(whole, abs=1e-5)
    assert_same_weights(left, right)


def gradient_norms(loop: Any) -> list[float]:
    """The length of the gradient that the optimizer gets, noted at each of its steps."""
    seen: list[float] = []
    take = loop.s.optimizer.step

    def step() -> None:
        gradients = [parameter.grad for parameter in loop.s.model.parameters() if parameter.grad is not None]
        seen.append(float(sum(gradient.pow(2).sum() for gradient in gradients) ** 0.5))
        take()

    loop.s.optimizer.step = step
    return seen


def test_that_long_gradients_are_shortened_and_their_own_length_is_shown(open_loop: Open) -> None:
    loop, watched = open_loop(training={"max_grad_norm": 0.05, "max_steps": 6})
    used = gradient_norms(loop)
    loop.run()
    shown = [event.values["grad_norm"] for event in watched.of("metrics") if event.split == "train"]
    assert len(used) == len(shown) == 6
    assert max(used) <= 0.05 + 1e-4
    assert min(shown) > 0.05


def test_that_a_clipping_of_zero_leaves_gradients_as_they_are(open_loop: Open) -> None:
    loop, watched = open_loop(training={"max_grad_norm": 0.0, "max_steps": 4})
    used = gradient_norms(loop)
    loop.run()
    shown = [event.values["grad_norm"] for event in watched.of("metrics") if event.split == "train"]
    assert used == pytest.approx(shown, rel=1e-5)


def test_that_training_stops_when_no_evaluation_gets_better(open_loop: Open) -> None:
    loop, watched = open_loop(training={"epochs": 20, "evaluate_every": 2, "early_stopping": 3, "learning_rate": 1e-30})
    outcome = loop.run()
    assert (outcome.status, outcome.step, outcome.best_step) == ("completed", 8, 2)
    assert "Stopped early: 3 evaluations without a better one." in watched.words()


def test_that_the_result_holds_the_best_weights_and_not_the_last(work: Callable[..., Any], sha256: Callable[[Any], str]) -> None:
    from safetensors.torch import load_file

    status, watched = work(
        training={"epochs": 6, "learning_rate": 3e-2, "evaluate_every": 2, "keep_checkpoints": 100, "checkpoint_every": 2}
    )
    assert status == 0
    result = watched.run.result()
    assert result is not None
    seen = {event.step: event.values for event in watched.of("metrics") if event.split == "validation" and event.step}
    best = max(seen, key=lambda step: (seen[step]["accuracy"], -seen[step]["loss"]))
    assert best < max(seen)  # otherwise the test would show nothing
    assert result["best"] == {"step": best, "metric": "accuracy", "value": seen[best]["accuracy"]}
    kept = load_file(watched.run.checkpoints / f"step-{best:06d}" / "trained.safetensors")
    given = load_file(watched.run.model / "model.safetensors")
    assert all(tensor.equal(given[name]) for name, tensor in kept.items())


def test_that_without_keeping_the_best_the_result_holds_the_last_weights(work: Callable[..., Any]) -> None:
    from safetensors.torch import load_file

    status, watched = work(training={"epochs": 6, "learning_rate": 3e-2, "evaluate_every": 2, "keep_best": False})
    assert status == 0
    last = max(event.step for event in watched.of("metrics"))
    kept = load_file(watched.run.checkpoints / f"step-{last:06d}" / "trained.safetensors")
    given = load_file(watched.run.model / "model.safetensors")
    assert all(tensor.equal(given[name]) for name, tensor in kept.items())


@pytest.mark.parametrize("method", ["full", "lora"])
def test_that_the_same_seed_gives_the_same_losses_and_weights_and_another_does_not(
    method: str, open_loop: Open, sha256: Callable[[Any], str]
) -> None:
    made = []
    for _ in range(2):
        loop, watched = open_loop(method={"type": method}, training={"max_steps": 8})
        loop.run()
        made.append((watched.losses(), sha256(loop.s.model)))
    assert made[0] == made[1]
    loop, watched = open_loop(method={"type": method}, training={"max_steps": 8, "batch_size": 7})
    loop.run()
    assert watched.losses() != made[0][0]


def test_that_dropout_of_a_step_does_not_depend_on_what_was_drawn_before(open_loop: Open) -> None:
    import torch

    loop, watched = open_loop(training={"max_steps": 6})
    loop.run()
    other, disturbed = open_loop(training={"max_steps": 6})
    take = other.s.optimizer.step

    def step() -> None:
        torch.rand(100)
        take()

    other.s.optimizer.step = step
    other.run()
    assert disturbed.losses() == watched.losses()


def test_that_checkpoints_come_at_their_steps_also_where_an_evaluation_was_not_the_best(open_loop: Open) -> None:
    loop, watched = open_loop(
        training={"epochs": 2, "evaluate_every": 4, "checkpoint_every": 4, "keep_checkpoints": 10, "learning_rate": 1e-30}
    )
    loop.run()
    assert [event.step for event in watched.of("checkpoint")] == [4, 8]  # the last step, 12, is neither the best nor a place to go on from
    shutil.rmtree(watched.run.path)


@pytest.mark.parametrize(("every", "expected"), [(1, [1, 2, 3, 4, 5, 6]), (3, [3, 6]), (5, [5, 6])])
def test_that_the_validation_rows_are_looked_at_when_asked_and_at_the_end(every: int, expected: list[int], open_loop: Open) -> None:
    loop, watched = open_loop(training={"max_steps": 6, "evaluate_every": every})
    loop.run()
    assert [event.step for event in watched.of("metrics") if event.split == "validation"] == [0, *expected]
