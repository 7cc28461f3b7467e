"""Rows from files: what a file is, its rows, what is wrong with them, and which are kept back. No torch, numpy or pandas."""
