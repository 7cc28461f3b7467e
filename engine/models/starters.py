"""Finding a base model: starters that come with the program, local folders, and hub ids when the network is allowed."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.errors import UserError
from engine.messages import Message, plain, say
from engine.paths import RESOURCES


@dataclass(frozen=True)
class Starter:
    """A model that is always there, in resources/starters."""

    name: str
    title: str
    summary: Message
    license: str
    family: str


STARTERS = {
    "encoder": Starter(
        name="encoder",
        title="MiniLM-L6",
        summary=say(
            "A small, fast English encoder: six layers, trained to tell sentences apart. The right first choice for sorting texts."
        ),
        license="Apache-2.0",
        family="encoder",
    ),
    "encoder-small": Starter(
        name="encoder-small",
        title="Tunebench encoder, small",
        summary=say(
            "A small encoder of English and Chinese, pretrained here by filling in hidden words: for trying out and for continuing."
        ),
        license="see its model card",
        family="encoder",
    ),
    "decoder": Starter(
        name="decoder",
        title="Tunebench decoder, small",
        summary=say(
            "A small decoder of English and Chinese, pretrained here: it continues texts, and learns to answer by instruction tuning."
        ),
        license="see its model card",
        family="decoder",
    ),
    "encoder-decoder": Starter(
        name="encoder-decoder",
        title="Tunebench encoder-decoder, small",
        summary=say(
            "A small encoder-decoder of English and Chinese, pretrained here by writing out hidden text: for translating and rewriting."
        ),
        license="see its model card",
        family="encoder-decoder",
    ),
}


@dataclass(frozen=True)
class Base:
    """A base model on this machine."""

    text: str
    folder: Path
    origin: Literal["starter", "folder", "hub"]
    title: str
    license: str = ""


def locate(text: str, network: bool = False) -> Base:
    """The folder of a base ("starter:encoder", a folder, a hub id "owner/name"). Raises UserError with what to do."""
    if text.startswith("starter:"):
        return _starter(text)
    path = Path(text).expanduser()
    if path.is_dir():
        return Base(text, path.resolve(), "folder", path.resolve().name)
    if re.fullmatch(r"[\w.-]+/[\w.-]+", text) and not path.is_absolute():
        return _from_hub(text, network)
    raise UserError(
        "model.missing",
        say("There is no model folder {folder}.", folder=plain(path)),
        hint=say("Give a folder with config.json and model.safetensors, starter:encoder, or a hub id such as owner/name."),
    )


def _starter(text: str) -> Base:
    starter = STARTERS.get(text.partition(":")[2])
    if starter is None:
        names = ", ".join(f"starter:{name}" for name in STARTERS)
        raise UserError("model.missing", say("There is no starter {name}.", name=text), hint=say("These are there: {names}.", names=names))
    bundled = RESOURCES / "starters" / starter.name
    if (bundled / "config.json").is_file():
        return Base(text, bundled, "starter", starter.title, starter.license)
    raise UserError(
        "model.missing",
        say("The starter {name} is not installed.", name=text),
        hint=say("Install the program again (from source: python3 dev.py setup)."),
    )


def _from_hub(text: str, network: bool) -> Base:
    """A snapshot in the hub's own cache, or fetched now if the user allowed it."""
    if network:
        os.environ.pop("HF_HUB_OFFLINE", None)  # read once, when huggingface_hub is imported
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    wanted = ["*.json", "*.txt", "*.model", "*.safetensors"]
    try:
        folder = snapshot_download(text, allow_patterns=wanted, local_files_only=not network)
    except LocalEntryNotFoundError:
        if not network:
            raise UserError(
                "model.not-here",
                say("The hub model {name} is not on this machine, and the network is not allowed for this job.", name=text),
                hint=say("Allow the network for this job (model.network = true), or choose a folder or a starter."),
            ) from None
        raise UserError(
            "model.unreachable",
            say("The hub could not be reached for {name}.", name=text),
            hint=say("Check the connection, or choose a folder or a starter; those need no network."),
        ) from None
    except (HfHubHTTPError, HFValidationError, OSError) as error:
        raise UserError(
            "model.unreachable",
            say("The hub did not give {name}.", name=text),
            detail=say("{error}.", error=(str(error).splitlines() or [type(error).__name__])[0][:300]),
            hint=say("Check the name; models that ask for a login have to be fetched by hand into a folder."),
        ) from None
    return Base(text, Path(folder), "hub", text)
