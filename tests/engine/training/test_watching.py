"""Snapshots of a probe: what they hold, that they change nothing, and what a kill, a resume or a full disk does to them."""

from __future__ import annotations

import errno
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.launch import engine_command, engine_environment
from engine.runs import RunFolder
from engine.specs.job import Job, parse_job
from engine.training import watching
from engine.training.watching import FOLDER, read_probe, read_snapshot, snapshots, text_vectors, token_table

Work = Callable[..., tuple[int, Any]]
Hash = Callable[[Any], str]
SHORT = {"epochs": 2, "evaluate_every": 4, "checkpoint_every": 2}  # 12 steps
TEXTS = ["a good meal", "the room was awful and cold", "soup"]
WATCH = {"every": 5, "texts": TEXTS, "tokens": ["good", "bad", "tables"]}


def names(run: RunFolder) -> list[str]:
    return sorted(path.name for path in (run.path / FOLDER).iterdir())


def steps(run: RunFolder) -> list[int]:
    return list(snapshots(run))


@pytest.fixture(scope="module")
def foreign_base(tiny_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A DistilBERT, which transformers computes and peft adapts, with the tiny base's tokenizer."""
    import torch
    from transformers import DistilBertConfig, DistilBertModel

    folder = tmp_path_factory.mktemp("models") / "distil"
    folder.mkdir()
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(tiny_base / name, folder / name)
    rows = len(json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"])
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        sizes = {"dim": 32, "hidden_dim": 64, "n_layers": 2, "n_heads": 2, "max_position_embeddings": 64}
        DistilBertModel(DistilBertConfig(vocab_size=rows, **sizes)).save_pretrained(folder)
    return folder


@pytest.mark.parametrize("base", ["ours", "foreign"])
@pytest.mark.parametrize(("method", "precision"), [("full", "fp32"), ("lora", "fp32"), ("lora", "bf16"), ("head", "fp32")])
def test_that_a_watched_run_has_the_same_losses_and_weights_as_one_that_is_not(
    base: str, method: str, precision: str, work: Work, sha256: Hash, tiny_base: Path, foreign_base: Path
) -> None:
    model = {"base": str(tiny_base if base == "ours" else foreign_base)}
    settings: dict[str, Any] = {"model": model, "method": {"type": method}, "training": SHORT, "hardware": {"precision": precision}}
    status, plain = work(**settings)
    assert status == 0
    status, watched = work(**settings, watch={**WATCH, "every": 1})
    assert status == 0
    assert watched.losses() == plain.losses()
    assert steps(watched.run) == list(range(len(plain.losses()) + 1))
    for file in plain.run.model.glob("*.safetensors"):
        assert sha256(watched.run.model / file.name) == sha256(file)
    assert not (plain.run.path / FOLDER).exists()


def test_that_snapshots_hold_what_the_model_was_at_their_step(open_loop: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    from engine.training.loop import Loop

    loop, watched = open_loop(training=SHORT, watch=WATCH)
    seen: dict[int, Any] = {}
    step = Loop._train_step

    def looking(loop: Loop) -> None:
        model, tokenizer = loop.s.model.eval(), loop.s.snapshot._tokens  # type: ignore[union-attr]
        seen[loop.step] = [token_table(model)[ids].mean(0).detach().clone() for ids in tokenizer.values()]
        model.train()
        step(loop)

    monkeypatch.setattr(Loop, "_train_step", looking)
    loop.run()
    assert loop.s.model.training
    assert steps(watched.run) == [0, 5, 10, 12]
    assert read_probe(watched.run) == watching.Probe(tuple(TEXTS), ("good", "bad", "tables"), ("negative", "positive"))
    for taken, path in snapshots(watched.run).items():
        arrays = read_snapshot(path)
        assert arrays is not None
        assert {name: array.shape for name, array in arrays.items()} == {"texts": (3, 32), "tokens": (3, 32), "probabilities": (3, 2)}
        np.testing.assert_allclose(arrays["probabilities"].sum(-1), 1, atol=1e-6)
        if taken in seen:
            np.testing.assert_allclose(arrays["tokens"], torch.stack(seen[taken]).numpy(), rtol=1e-3, atol=1e-4)
    first, last = (read_snapshot(snapshots(watched.run)[taken]) for taken in (0, 12))
    assert first is not None
    assert last is not None
    assert not np.array_equal(first["texts"], last["texts"])


def test_that_a_snapshot_says_what_a_forward_pass_of_transformers_says(work: Work) -> None:
    import torch
    from safetensors import safe_open
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    _, watched = work(training={**SHORT, "keep_best": False}, watch=WATCH)
    path = list(snapshots(watched.run).values())[-1]
    with safe_open(path, "np") as file:
        assert file.metadata() == {"schema_version": "1", "step": "12"}
        assert file.get_tensor("texts").dtype == np.float16
    arrays = read_snapshot(path)
    assert arrays is not None
    model = AutoModelForSequenceClassification.from_pretrained(watched.run.model, attn_implementation="eager").eval()
    tokenizer = AutoTokenizer.from_pretrained(watched.run.model)
    for place, text in enumerate(TEXTS):
        with torch.inference_mode():
            found = model(**tokenizer(text, return_tensors="pt", return_token_type_ids=False), output_hidden_states=True)
        np.testing.assert_allclose(arrays["texts"][place], found.hidden_states[-1][0].mean(0).numpy(), rtol=2e-3, atol=2e-3)
        np.testing.assert_allclose(arrays["probabilities"][place], found.logits[0].softmax(-1).numpy(), atol=1e-4)


def test_that_the_first_validation_texts_are_followed_where_none_are_named_and_unknown_tokens_are_told(work: Work) -> None:
    status, watched = work(training={"max_steps": 2}, watch={"every": 1, "tokens": ["good", "ξένος"]})
    assert status == 0
    probe = read_probe(watched.run)
    assert probe is not None
    assert len(probe.texts) == 8
    assert probe.tokens == ("good",)
    assert "ξένος is not followed" in watched.words()


def test_that_there_are_never_more_than_asked_for(work: Work) -> None:
    _, watched = work(training={"epochs": 5, "evaluate_every": 30}, watch={"every": 1, "tokens": ["good"], "texts": ["soup"], "most": 8})
    assert steps(watched.run) == [0, 8, 16, 24, 30]


def dying_at(monkeypatch: pytest.MonkeyPatch, at: int, error: BaseException) -> None:
    """From now on a run ends with this error before it has done the step after this one."""
    from engine.training.loop import Loop

    step = Loop._train_step

    def dying(loop: Loop) -> None:
        if loop.step == at:
            raise error
        step(loop)

    monkeypatch.setattr(Loop, "_train_step", dying)


def test_that_a_run_that_goes_on_drops_what_lies_beyond_and_ends_with_the_same_snapshots(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {"training": {**SHORT, "checkpoint_every": 4}, "watch": {**WATCH, "every": 3}}
    with monkeypatch.context() as patched:
        dying_at(patched, 7, KeyboardInterrupt())
        status, watched = work(**settings)
    assert (status, steps(watched.run)) == (130, [0, 3, 6])
    run = watched.run
    (run.path / FOLDER / "step-000009.tmp").write_bytes(b"half")
    (run.path / FOLDER / "step-000009.safetensors").write_bytes(b"of another time")
    there: list[int] = []
    with monkeypatch.context() as patched:
        dying_at(patched, 4, KeyboardInterrupt())
        assert work(run)[0] == 130
        there = steps(run)
    assert there == [0, 3]
    assert not list((run.path / FOLDER).glob("*.tmp"))
    assert work(run)[0] == 0
    _, whole = work(**settings)
    assert names(run) == names(whole.run)
    assert read_probe(run) == read_probe(whole.run)
    for taken, path in snapshots(whole.run).items():
        wanted, found = read_snapshot(path), read_snapshot(snapshots(run)[taken])
        assert wanted is not None
        assert found is not None
        assert {name: array.tobytes() for name, array in found.items()} == {name: array.tobytes() for name, array in wanted.items()}


def test_that_a_stopped_run_ends_with_a_snapshot_that_goes_when_it_goes_on(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.training.loop import Loop

    step = Loop._train_step

    def stopping(loop: Loop) -> None:
        step(loop)
        if loop.step == 7:
            loop.s.run.ask("stop")

    with monkeypatch.context() as patched:
        patched.setattr(Loop, "_train_step", stopping)
        _, watched = work(training=SHORT, watch=WATCH)
    assert steps(watched.run) == [0, 5, 7]
    assert work(watched.run)[0] == 0
    assert steps(watched.run) == [0, 5, 10, 12]


def test_that_a_killed_run_leaves_only_whole_snapshots(make_job: Callable[..., Job], tmp_path: Path) -> None:
    import subprocess
    import time

    job = make_job(training={"epochs": 500, "evaluate_every": 3000}, watch={"every": 1, "texts": TEXTS, "tokens": ["good"]})
    run = RunFolder.create(tmp_path / "killed", job)
    process = subprocess.Popen(engine_command("run", str(run.path)), env=engine_environment())
    while len(steps(run)) < 30:
        assert process.poll() is None
        time.sleep(0.002)
    process.kill()
    process.wait()
    taken = snapshots(run)
    assert list(taken) == list(range(len(taken)))
    assert all(read_snapshot(path) is not None for path in taken.values())


def test_that_a_full_disk_costs_the_snapshots_and_not_the_run_and_is_told_once(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    class Disk:
        fsync = staticmethod(full)

    _, plain = work(training=SHORT)
    with monkeypatch.context() as patched:
        patched.setattr(watching, "os", Disk)
        status, watched = work(training=SHORT, watch=WATCH)
    assert status == 0
    assert watched.losses() == plain.losses()
    assert names(watched.run) == ["probe.json"]
    assert watched.words().count("Snapshots can't be written from step 0 on: No space left on device.") == 1


def test_that_what_is_too_large_for_fp16_is_kept_whole() -> None:
    import torch

    assert watching._short(torch.tensor([1.0])).dtype == torch.float16
    kept = watching._short(torch.tensor([1e6, float("nan")]))
    assert kept[0] == 1e6
    assert kept[1].isnan()


NEW = {"layers": 1, "hidden": 32, "heads": 2, "context": 64, "vocabulary": 420}
FAMILIES = {
    "causal-lm": "decoder",
    "masked-lm": "encoder",
    "contrastive": "encoder",
    "instruction": "decoder",
    "translation": "encoder-decoder",
}


@pytest.mark.parametrize("task", FAMILIES)
def test_that_models_from_nothing_are_watched_in_every_family(task: str, tmp_path: Path) -> None:
    from engine.worker.run import run_job

    lines = [f"The old bus number {place} was late again, and nobody knew why." for place in range(60)]
    file = tmp_path / "rows.jsonl"
    rows = [{"text": line, "prompt": line, "answer": "Yes.", "source": line, "target": line[::-1]} for line in lines]
    keys = {"instruction": ("prompt", "answer"), "translation": ("source", "target")}.get(task, ("text",))
    file.write_text("\n".join(json.dumps({key: row[key] for key in keys}) for row in rows), encoding="utf-8")
    table = {
        "data": {"train": str(file), "validation": 0.2},
        "model": {"new": {"family": FAMILIES[task], **NEW}},
        "task": {"type": task},
        "method": {"type": "full"},
        "training": {"max_steps": 3, "max_length": 64, "batch_size": 4, "evaluate_every": 3},
        "hardware": {"device": "cpu", "precision": "fp32", "threads": 1},
        "watch": {"every": 2, "tokens": ["bus"]},
    }
    run = RunFolder.create(tmp_path / "runs", parse_job(table))
    assert run_job(run) == 0
    assert steps(run) == [0, 2, 3]
    probe, arrays = read_probe(run), read_snapshot(snapshots(run)[3])
    assert probe is not None
    assert arrays is not None
    assert len(probe.texts) == 8
    assert all("old bus" in text for text in probe.texts)
    assert {name: array.shape for name, array in arrays.items() if name != "losses"} == {"texts": (8, 32), "tokens": (1, 32)}
    measured = task in ("causal-lm", "masked-lm", "instruction")
    assert ("losses" in arrays) == measured
    if measured:
        assert arrays["losses"].shape == (8,)
        assert np.isfinite(arrays["losses"]).all()
        assert (arrays["losses"] < 2 * np.log(420)).all()


def test_that_the_loss_of_a_text_is_what_transformers_gives(tiny_base: Path, chance_free_gpt2: Any) -> None:
    import torch

    from engine.models.packed import pack
    from engine.tasks._language import token_scores

    rows = [np.array([5, 9, 11, 7], dtype=np.int32), np.array([6], dtype=np.int32), np.array([8, 30, 31], dtype=np.int32)]
    batch = watching._next_tokens(rows, "cpu")
    with torch.inference_mode():
        scores = token_scores(chance_free_gpt2, batch)
        vectors = text_vectors(chance_free_gpt2, pack(rows))
        for place in (0, 2):
            ids = torch.tensor(rows[place].astype(np.int64))[None]
            found = chance_free_gpt2(input_ids=ids, labels=ids, output_hidden_states=True)
            assert float(scores[place, 0] / scores[place, 1]) == pytest.approx(float(found.loss), abs=1e-5)
            np.testing.assert_allclose(vectors[place].numpy(), found.hidden_states[-1][0].mean(0).numpy(), atol=1e-5)
    assert (scores[1] == 0).all()


@pytest.fixture
def chance_free_gpt2() -> Any:
    """A GPT-2 of one layer, which transformers computes."""
    import torch
    from transformers import GPT2Config, GPT2LMHeadModel

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return GPT2LMHeadModel(GPT2Config(vocab_size=64, n_positions=32, n_embd=32, n_layer=1, n_head=2)).eval()


@pytest.mark.parametrize("kind", ["bart", "t5", "distilbert"])
def test_that_foreign_models_are_watched_on_their_source_side(kind: str) -> None:
    import torch
    from transformers import (
        BartConfig,
        BartForSequenceClassification,
        DistilBertConfig,
        DistilBertForSequenceClassification,
        T5Config,
        T5ForConditionalGeneration,
    )

    from engine.models.packed import pack

    sizes = {"vocab_size": 64, "pad_token_id": 0}
    sides = {"encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2, "decoder_attention_heads": 2}
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model: Any = {
            "bart": lambda: BartForSequenceClassification(BartConfig(d_model=32, encoder_ffn_dim=32, decoder_ffn_dim=32, **sides, **sizes)),
            "t5": lambda: T5ForConditionalGeneration(T5Config(d_model=32, d_kv=16, d_ff=32, num_layers=1, num_heads=2, **sizes)),
            "distilbert": lambda: DistilBertForSequenceClassification(
                DistilBertConfig(dim=32, hidden_dim=32, n_layers=1, n_heads=2, **sizes)
            ),
        }[kind]().eval()
    rows = [np.array([5, 9, 11, 7], dtype=np.int32), np.array([6, 8], dtype=np.int32)]
    encoder = model.get_encoder() if kind != "distilbert" else model.distilbert
    with torch.inference_mode():
        found = text_vectors(model, pack(rows))
        for place, row in enumerate(rows):
            alone = encoder(input_ids=torch.tensor(row.astype(np.int64))[None]).last_hidden_state[0].mean(0)
            np.testing.assert_allclose(found[place].numpy(), alone.numpy(), atol=1e-5)
    assert token_table(model).shape == (64, 32)
