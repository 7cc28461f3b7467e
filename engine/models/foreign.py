"""Models that transformers computes, asked with packed rows: padded on the way in, packed again on the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

    from engine.models.packed import Packed


def is_own(model: Any) -> bool:
    """Is this one of our models (engine/models/heads.py)?"""
    from engine.models.own import OwnModel

    return isinstance(model, OwnModel)


def bare(model: Any) -> Any:
    """The model inside peft's wrapper, whose layers carry the adapters already; any other model itself."""
    return model.get_base_model() if hasattr(model, "get_base_model") else model


def padded(batch: Packed, padding: int) -> tuple[torch.Tensor, torch.Tensor]:
    """ids and mask of packed rows, both [rows, longest] int64; the mask is 1 on real tokens."""
    import torch

    longest = max(batch.lengths)
    mask = torch.arange(longest, device=batch.ids.device) < torch.tensor(batch.lengths, device=batch.ids.device)[:, None]
    ids = torch.full(mask.shape, padding, dtype=torch.int64, device=batch.ids.device)
    ids[mask] = batch.ids
    return ids, mask.long()


def ask(model: Any, batch: Packed, **more: Any) -> tuple[Any, torch.Tensor]:
    """The output of a transformers model for packed rows, and the mask [rows, longest] bool of its real tokens."""
    ids, mask = padded(batch, model.config.pad_token_id or 0)
    if batch.segments is not None:
        import torch

        kinds = torch.zeros_like(ids)
        kinds[mask.bool()] = batch.segments
        more["token_type_ids"] = kinds
    return model(input_ids=ids, attention_mask=mask, **more), mask.bool()
