"""Base models: where they lie, what they are, how they are loaded, what they need."""
