"""Which rows are learned from, and which are kept back to measure."""

from __future__ import annotations

from pydantic import field_validator

from engine.specs.fields import Spec, field


class DataSpec(Spec):
    """Files and columns. A fraction holds rows back from the training file; a path names a file of its own."""

    train: str = field(
        title="Training data",
        description="The rows to learn from: csv, tsv, json, jsonl, parquet, xlsx, txt, or a folder of .txt files per label.",
    )
    validation: float | str = field(
        0.1,
        title="Validation",
        description="Rows kept back to measure while training: a fraction (with the same share of each label), or a file of their own.",
    )
    test: float | str | None = field(
        None,
        title="Test",
        description="Rows that training never looks at, measured once at the end: a fraction or a file; empty for none.",
        advanced=True,
    )
    columns: dict[str, str] = field(
        {},
        title="Columns",
        description="Which column plays which role, for example text = review. Guessed from the data where it is left out.",
    )
    encoding: str = field(
        "auto",
        title="Text encoding",
        description="How the file's bytes become characters; auto looks at the bytes and tells what it found.",
        advanced=True,
    )
    delimiter: str = field(
        "auto",
        title="Column separator",
        description="The character between two columns of a text table; auto finds it in the first lines.",
        advanced=True,
    )

    @field_validator("validation", "test")
    @classmethod
    def _fraction(cls, value: float | str | None) -> float | str | None:
        if isinstance(value, str):
            try:
                value = float(value)
            except ValueError:
                return value
        if value is not None and not 0 < value < 1:
            raise ValueError("a fraction lies between 0 and 1, for example 0.1")
        return value
