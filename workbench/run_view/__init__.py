"""The parts of a run's live page: figures, numbers, result, log, and a box to try the model. Pages put them together."""
