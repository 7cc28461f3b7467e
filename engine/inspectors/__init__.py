"""Inspectors: one file a way of looking inside a model, found by the registry's walk. Each answers with typed blocks."""
