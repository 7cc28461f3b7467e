"""Formats that others load: one file each. An exporter is done only when what it wrote was loaded again and compared."""
