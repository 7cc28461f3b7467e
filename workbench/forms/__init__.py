"""Forms that are made from a spec's schema."""
