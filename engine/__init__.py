"""Everything that knows about models: data, training, evaluation, export. Never imports Qt or the window."""

__version__ = "0.1.0"
