"""What a job will need: memory by what is stored for each weight and each token, time by counting multiplications.

The constants were fitted to measured runs of encoders on a CPU; README's figures say how far off the forecast was.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.models.facts import ModelFacts

PROCESS_BYTES = 620_000_000  # resident: Python, torch, transformers and peft before any model (measured, Linux)
ADAM_BYTES = 4 + 8  # per trained weight: the gradient and two moments, float32
ACTIVATIONS_PER_HIDDEN = 18  # numbers kept for the backward pass per token, layer and hidden unit (SDPA block, GELU MLP of 4x)
ATTENTION_MAPS = 3  # maps kept per head where dropout keeps torch from its fused path on CPUs


@dataclass(frozen=True)
class Need:
    """Bytes of memory at the peak and floating-point operations of the whole run."""

    memory: int
    operations: float


def body_parameters(facts: ModelFacts) -> int:
    """Weights that multiply every token: all but the embedding tables, except one that is a decoder's output layer as well."""
    tables = sum(tensor.count for name, tensor in facts.tensors.items() if "embed" in name or ".wte." in name or ".wpe." in name)
    output = facts.vocabulary * facts.hidden if facts.family == "decoder" and "lm_head.weight" not in facts.tensors else 0
    return max(facts.parameters - tables + output, 1)


def need(facts: ModelFacts, trained: int, rows_at_a_time: int, length: int, tokens: float, half: bool) -> Need:
    """The need of a run.

    trained: number of trained weights; rows_at_a_time and length: the largest piece computed at once (rows, tokens);
    tokens: all tokens of the run, padding included; half: 16-bit activations.
    """
    weights = facts.parameters * 4 + trained * ADAM_BYTES
    size = 2 if half else 4
    per_token = facts.layers * size * (ACTIVATIONS_PER_HIDDEN * facts.hidden + ATTENTION_MAPS * facts.heads * length)
    activations = rows_at_a_time * length * per_token
    body = body_parameters(facts)
    backward = 2 if trained < facts.parameters // 2 else 4  # frozen weights need no gradient of their own
    return Need(PROCESS_BYTES + weights + activations, tokens * body * (2 + backward))
