"""What a model learns to do: one file a task. A task says which columns it needs, how rows become tensors, and what is measured."""
