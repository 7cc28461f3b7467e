"""Writing beside transformers' generate(), its logits processors and an exhaustive search; random weights with a wide spread."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import transformers
from torch import Tensor

from engine.models import generation
from engine.models.adapters import add_lora, lora_layers, merge_lora
from engine.models.generation import Stepper, Wish, beam_search, choose, filtered, stream, write
from engine.models.heads import DecoderForCausalLM, EncoderDecoderForConditionalGeneration
from engine.models.output_layer import logits
from engine.models.packed import pack
from tests.engine.models.comparing import decoder_config, gap, made, marian_config, ours_of, random_rows

pytestmark = pytest.mark.usefixtures("chance")
KINDS = ("llama", "qwen2", "qwen3", "mistral", "marian")
CASES = [(kind, seed) for kind in KINDS for seed in range(4)]
TITLES = {"llama": "Llama", "mistral": "Mistral", "qwen2": "Qwen2", "qwen3": "Qwen3"}
NEW = 10  # tokens to write


class Case:
    """A random model that writes, ours from its folder, and prompts (or sources)."""

    def __init__(self, kind: str, seed: int, folder: Path, **fixed: Any) -> None:
        self.draw = np.random.default_rng(3000 + seed)
        self.pairs = kind == "marian"
        if self.pairs:
            self.theirs = telling(made("MarianMTModel", marian_config(self.draw, **fixed), seed, 0.2), seed)
            self.ours: Any = ours_of(self.theirs, EncoderDecoderForConditionalGeneration, folder)
        else:
            self.theirs = made(f"{TITLES[kind]}ForCausalLM", decoder_config(self.draw, kind, **fixed), seed, 0.4)
            self.ours = ours_of(self.theirs, DecoderForCausalLM, folder)
        self.theirs.generation_config.eos_token_id = None
        self.vocabulary = self.theirs.config.vocab_size
        self.rows = random_rows(self.draw, self.vocabulary, self.theirs.config.pad_token_id, longest=15, count=4)

    def generated(self, row: Any, new: int = NEW, ends: tuple[int, ...] = (), **more: Any) -> list[int]:
        """What transformers writes behind one prompt, without the end."""
        ids = torch.from_numpy(row.astype(np.int64))[None]
        stop = {"eos_token_id": list(ends)} if ends else {}
        settings = {"do_sample": False, "max_new_tokens": new, "pad_token_id": self.theirs.config.pad_token_id, **stop, **more}
        found = self.theirs.generate(ids, attention_mask=torch.ones_like(ids), **settings)[0].tolist()
        found = found[1:] if self.pairs else found[len(row) :]
        return list(itertools.takewhile(lambda token: token not in ends, found))

    def totals(self, row: Any, texts: list[list[int]]) -> list[float]:
        """The log-probability that the model gives to each text behind a prompt, read at once and without a cache."""
        start = [self.ours.config.decoder_start_token_id] if self.pairs else row.tolist()
        written = pack([np.array([*start, *text[:-1]], dtype=np.int32) for text in texts])
        with torch.no_grad():
            hidden = self.ours.hidden(pack([row] * len(texts)), written) if self.pairs else self.ours.hidden(written)
            each = [part[len(start) - 1 :] for part in written.rows_of(logits(hidden, self.ours.output).log_softmax(-1))]
        return [float(part[torch.arange(len(text)), torch.tensor(text)].sum()) for part, text in zip(each, texts, strict=True)]


def telling(theirs: Any, seed: int) -> Any:
    """A Marian that does not write one token for ever: wide embeddings, and an output that is not the input again."""
    chance = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        theirs.model.shared.weight.normal_(0, 1 / theirs.model.encoder.embed_scale, generator=chance)
        theirs.model.decoder.layers[-1].final_layer_norm.weight.normal_(generator=chance)
    return theirs


@pytest.mark.parametrize("kind, seed", CASES)
def test_that_greedy_writing_gives_the_tokens_of_transformers_together_and_alone(kind: str, seed: int, tmp_path: Path) -> None:
    case = Case(kind, seed, tmp_path)
    wanted = [case.generated(row) for row in case.rows]
    wish = Wish(greedy=True, max_new_tokens=NEW)
    assert write(case.ours, case.rows, wish) == wanted
    assert [write(case.ours, [row], wish)[0] for row in case.rows] == wanted
    assert [list(stream(case.ours, row, wish)) for row in case.rows] == wanted
    assert any(len(set(text)) > 1 for text in wanted)


@pytest.mark.parametrize("kind, seed", CASES[::2])
def test_that_a_penalty_on_repetition_gives_the_tokens_of_transformers(kind: str, seed: int, tmp_path: Path) -> None:
    case = Case(kind, seed, tmp_path)
    for penalty in (1.3, 4.0, 0.6):
        wish = Wish(greedy=True, max_new_tokens=NEW, repetition_penalty=penalty)
        assert write(case.ours, case.rows, wish) == [case.generated(row, repetition_penalty=penalty) for row in case.rows]


@pytest.mark.parametrize("kind", KINDS)
def test_that_the_cache_gives_the_logits_of_reading_everything_again(kind: str, tmp_path: Path) -> None:
    case = Case(kind, 1, tmp_path)
    written = np.array([case.draw.choice(case.vocabulary, NEW) for _ in case.rows], dtype=np.int32)
    start = getattr(case.ours.config, "decoder_start_token_id", 0)
    with torch.inference_mode():
        stepper = Stepper(case.ours, case.rows, NEW)
        found = [stepper.begin(), *(stepper.step(torch.from_numpy(written[:, step].astype(np.int64))) for step in range(NEW - 1))]
        for row, (prompt, text) in enumerate(zip(case.rows, written, strict=True)):
            if case.pairs:
                hidden = case.ours.hidden(pack([prompt]), pack([np.array([start, *text[:-1]], dtype=np.int32)]))
            else:
                hidden = case.ours.hidden(pack([np.concatenate([prompt, text[:-1]])]))[len(prompt) - 1 :]
            assert gap(torch.stack([step[row] for step in found]), logits(hidden, case.ours.output)) < 2e-4


@pytest.mark.parametrize("kind, seed", CASES[::2])
def test_that_ends_stop_a_text_and_do_not_stand_in_it(kind: str, seed: int, tmp_path: Path) -> None:
    case = Case(kind, seed, tmp_path)
    free = write(case.ours, case.rows, Wish(greedy=True, max_new_tokens=NEW))
    ends = tuple(sorted({free[0][4], free[-1][2]}))
    wish = Wish(greedy=True, max_new_tokens=NEW, ends=ends)
    wanted = [list(itertools.takewhile(lambda token: token not in ends, text)) for text in free]
    assert write(case.ours, case.rows, wish) == wanted == [case.generated(row, ends=ends) for row in case.rows]
    for row, text, whole in zip(case.rows, wanted, free, strict=True):
        streamed = list(stream(case.ours, row, wish))
        assert streamed == whole[: len(text) + 1]  # the end is given out, so that its reader knows why nothing follows
        assert len(streamed) == NEW or streamed[-1] in ends


@pytest.mark.parametrize("seed", range(30))
def test_that_candidates_and_their_logits_are_those_of_transformers(seed: int) -> None:
    draw, chance = np.random.default_rng(seed), torch.Generator().manual_seed(seed)
    vocabulary, rows = int(draw.integers(3, 80)), 4
    found = torch.randn(rows, vocabulary, generator=chance) * float(draw.choice([0.5, 2.0, 6.0]))
    if seed % 3 == 0:
        found = found.round()  # many ties
    seen = torch.randint(vocabulary, (rows, 9), generator=chance)
    wish = Wish(
        temperature=float(draw.choice([0.3, 1.0, 1.7])),
        top_k=int(draw.choice([0, 1, 5, 50])),
        top_p=float(draw.choice([1.0, 0.999, 0.9, 0.5, 0.01])),
        repetition_penalty=float(draw.choice([1.0, 1.2, 3.0, 0.7])),
    )
    steps: list[Any] = []
    if wish.repetition_penalty != 1.0:
        steps.append(transformers.RepetitionPenaltyLogitsProcessor(wish.repetition_penalty))
    steps.append(transformers.TemperatureLogitsWarper(wish.temperature))
    if wish.top_k:
        steps.append(transformers.TopKLogitsWarper(wish.top_k))
    if wish.top_p < 1.0 and seed % 3:  # of equal ones at the border, any may stay
        steps.append(transformers.TopPLogitsWarper(wish.top_p))
    elif wish.top_p < 1.0:
        wish = Wish(temperature=wish.temperature, top_k=wish.top_k, top_p=1.0, repetition_penalty=wish.repetition_penalty)
    wanted = found.clone()
    for step in steps:
        wanted = step(seen, wanted)
    given = filtered(found, list(seen), wish)
    assert torch.equal(given.isinf(), wanted.isinf())
    torch.testing.assert_close(given, wanted)


def test_that_only_candidates_are_drawn_and_as_often_as_they_are_likely() -> None:
    found = torch.tensor([[2.0, 1.5, 1.0, 0.0, -1.0, -9.0]])
    wish, chance = Wish(temperature=0.7, top_k=4, top_p=0.95), torch.Generator().manual_seed(0)
    likely = filtered(found, [], wish).softmax(-1)[0]
    drawn = choose(found.expand(20_000, -1), [], wish, chance)
    often = torch.bincount(drawn, minlength=6) / len(drawn)
    assert gap(often, likely) < 0.02
    assert not often[likely == 0].any() and (likely == 0).sum() >= 2


def test_that_there_is_a_token_to_draw_however_little_is_allowed() -> None:
    found = torch.randn(5, 40, generator=torch.Generator().manual_seed(2))
    for wish in (Wish(top_p=0.0), Wish(top_p=1e-9), Wish(top_k=1), Wish(temperature=1e-4, top_k=0, top_p=0.0), Wish(temperature=0.0)):
        assert torch.equal(choose(found, [], wish, torch.Generator().manual_seed(0)), found.argmax(-1))


@pytest.mark.parametrize("kind", KINDS)
def test_that_a_seed_writes_the_same_text_again_and_another_seed_another(kind: str, tmp_path: Path) -> None:
    case = Case(kind, 2, tmp_path)

    def drawn(seed: int) -> list[list[int]]:
        return write(case.ours, case.rows, Wish(max_new_tokens=NEW, temperature=2.0, seed=seed))

    torch.manual_seed(0)
    first = drawn(5)
    torch.manual_seed(1)  # torch's own generator has no part in it
    assert drawn(5) == first != drawn(6)
    streamed = [list(stream(case.ours, case.rows[0], Wish(max_new_tokens=NEW, temperature=2.0, seed=seed))) for seed in (5, 5, 6)]
    assert streamed[0] == streamed[1] != streamed[2]
    assert streamed[0] == write(case.ours, case.rows[:1], Wish(max_new_tokens=NEW, temperature=2.0, seed=5))[0]


@pytest.mark.parametrize("kind, seed", [(kind, seed) for kind in ("marian", "llama") for seed in range(4)])
def test_that_beams_find_the_texts_that_transformers_finds(kind: str, seed: int, tmp_path: Path) -> None:
    case = Case(kind, seed, tmp_path)
    for row in case.rows:
        found = write(case.ours, [row], Wish(beams=3, max_new_tokens=8))[0]
        assert found == case.generated(row, 8, num_beams=3)


@pytest.mark.parametrize("kind, seed", [(kind, seed) for kind in ("marian", "qwen3") for seed in range(6)])
def test_that_enough_beams_find_what_an_exhaustive_search_finds(kind: str, seed: int, tmp_path: Path) -> None:
    case = Case(kind, seed, tmp_path, vocab_size=6, pad_token_id=0, **({"decoder_start_token_id": 0} if kind == "marian" else {}))
    length, end = 3, 3
    for row in case.rows[:2]:
        letters = [token for token in range(6) if token != end]
        texts: list[list[int]] = [list(text) for text in itertools.product(letters, repeat=length)]
        texts += [[*text, end] for size in range(length) for text in itertools.product(letters, repeat=size)]
        means = [total / len(text) for total, text in zip(case.totals(row, texts), texts, strict=True)]
        best = texts[int(np.argmax(means))]
        found = beam_search(case.ours, row, Wish(beams=5**2, max_new_tokens=length, ends=(end,)))
        assert found == [token for token in best if token != end]


@pytest.mark.parametrize("kind, seed", [(kind, seed) for kind in ("marian", "llama", "qwen2") for seed in range(4)])
def test_that_beams_find_a_text_at_least_as_likely_as_the_greedy_one(kind: str, seed: int, tmp_path: Path) -> None:
    case = Case(kind, seed, tmp_path)
    for row in case.rows:
        greedy = write(case.ours, [row], Wish(greedy=True, max_new_tokens=8))[0]
        found = beam_search(case.ours, row, Wish(beams=8, max_new_tokens=8))
        likely, less = case.totals(row, [found, greedy])
        assert likely >= less - 1e-3


def test_that_beams_go_on_where_most_candidates_are_ends(tmp_path: Path) -> None:
    case = Case("marian", 0, tmp_path, vocab_size=12, pad_token_id=0, decoder_start_token_id=0)
    for ends in (tuple(range(2, 12)), tuple(range(12))):
        for row in case.rows:
            found = beam_search(case.ours, row, Wish(beams=4, max_new_tokens=6, ends=ends))
            assert len(found) <= 6 and not set(found) & set(ends)


@pytest.mark.parametrize("kind", KINDS)
def test_that_no_more_is_written_than_there_are_positions(kind: str, tmp_path: Path) -> None:
    case = Case(kind, 0, tmp_path, max_position_embeddings=20)
    prompts = [row[:1] for row in case.rows[:2]]
    wish = Wish(greedy=True, max_new_tokens=500)
    assert [len(text) for text in write(case.ours, prompts, wish)] == [20, 20]
    assert len(list(stream(case.ours, prompts[0], wish))) == 20
    if case.pairs:
        assert len(write(case.ours, prompts[:1], Wish(beams=2, max_new_tokens=500))[0]) == 20


@pytest.mark.parametrize("kind", KINDS)
def test_that_writing_in_16_bit_is_as_near_to_32_bit_as_reading_in_16_bit(kind: str, tmp_path: Path) -> None:
    case = Case(kind, 1, tmp_path)
    written = np.array([case.draw.choice(case.vocabulary, 7) for _ in case.rows], dtype=np.int32)

    def read() -> Tensor:
        start = np.full((len(case.rows), 1), getattr(case.ours.config, "decoder_start_token_id", 0), dtype=np.int32)
        targets = pack(list(np.concatenate([start, written[:, :-1]], axis=1)))
        if case.pairs:
            hidden = case.ours.hidden(pack(case.rows), targets)
        else:
            batch = pack([np.concatenate([row, text[:-1]]) for row, text in zip(case.rows, written, strict=True)])
            hidden = torch.cat([part[-7:] for part in batch.rows_of(case.ours.hidden(batch))])
        return logits(hidden, case.ours.output).view(len(case.rows), 7, -1)

    with torch.inference_mode():
        exact = read()
        with torch.autocast("cpu", torch.bfloat16):
            low, stepper = read(), Stepper(case.ours, case.rows, 7)
            steps = [stepper.begin(), *(stepper.step(torch.from_numpy(written[:, step].astype(np.int64))) for step in range(6))]
            assert len(write(case.ours, case.rows[:1], Wish(max_new_tokens=4, beams=2))[0]) == 4
    found = torch.stack(steps, 1)
    assert found.dtype == torch.float32 and 0 < float((found - exact).norm()) < 2 * float((low - exact).norm())


@pytest.mark.parametrize("kind", ["llama", "marian"])
def test_that_a_model_with_an_adapter_writes_what_the_merged_one_writes(kind: str, tmp_path: Path) -> None:
    case = Case(kind, 1, tmp_path)
    before = write(case.ours, case.rows, Wish(greedy=True, max_new_tokens=NEW))
    add_lora(case.ours, ["q_proj", "v_proj", "fc1", "up_proj"], 4, 8.0, 0.1)
    for layer in lora_layers(case.ours).values():
        torch.nn.init.normal_(layer.lora_B)
    found = write(case.ours.train(), case.rows, Wish(greedy=True, max_new_tokens=NEW))
    merge_lora(case.ours)
    assert before != found == write(case.ours, case.rows, Wish(greedy=True, max_new_tokens=NEW))


@pytest.mark.parametrize("beams", [1, 2])
def test_that_a_model_that_was_learning_goes_on_learning_afterwards(beams: int, tmp_path: Path) -> None:
    case = Case("llama", 0, tmp_path)
    case.ours.train()
    write(case.ours, case.rows[:1], Wish(max_new_tokens=2, beams=beams))
    assert case.ours.training
    for _ in stream(case.ours, case.rows[0], Wish(max_new_tokens=3)):
        break  # whoever reads may go away
    assert case.ours.training


@pytest.mark.parametrize("kind", KINDS)
def test_that_tokens_are_given_out_as_they_are_chosen(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = Case(kind, 0, tmp_path)
    steps: list[Tensor] = []
    plain = Stepper.step

    def counted(stepper: Stepper, tokens: Tensor) -> Tensor:
        steps.append(tokens)
        return plain(stepper, tokens)

    monkeypatch.setattr(generation.Stepper, "step", counted)
    given = stream(case.ours, case.rows[0], Wish(greedy=True, max_new_tokens=5))
    next(given)
    assert len(steps) == int(case.pairs)  # the first token that a writing side reads is the one it begins with
    assert len([next(given) for _ in range(4)]) == 4 and len(steps) == 4 + int(case.pairs)
    assert list(given) == [] and len(steps) == 4 + int(case.pairs)


def foreign(name: str, seed: int) -> Any:
    """A small model that only transformers computes."""
    if name == "gpt2":
        return made("GPT2LMHeadModel", transformers.GPT2Config(vocab_size=60, n_positions=64, n_embd=24, n_layer=2, n_head=2), seed, 0.4)
    sizes = {"d_model": 24, "d_ff": 40, "d_kv": 8, "num_layers": 2, "num_heads": 3}
    config = transformers.T5Config(vocab_size=60, decoder_start_token_id=0, pad_token_id=0, eos_token_id=1, **sizes)
    return made("T5ForConditionalGeneration", config, seed, 0.4)


@pytest.mark.parametrize("name", ["gpt2", "t5"])
def test_that_models_of_transformers_write_what_their_generate_writes(name: str) -> None:
    model = foreign(name, 1)
    model.generation_config.eos_token_id = None
    row = np.array([7, 3, 9, 9, 40], dtype=np.int32)
    ids = torch.from_numpy(row.astype(np.int64))[None]
    for beams, penalty in ((1, 1.0), (1, 1.5), (3, 1.0)):
        settings = {"num_beams": beams, "repetition_penalty": penalty, "pad_token_id": 0}
        found = model.generate(ids, attention_mask=torch.ones_like(ids), do_sample=False, max_new_tokens=8, **settings)[0].tolist()
        wanted = found[1:] if name == "t5" else found[len(row) :]
        assert write(model, [row], Wish(greedy=True, beams=beams, repetition_penalty=penalty, max_new_tokens=8)) == [wanted]
