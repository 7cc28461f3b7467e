"""The parts of the Data page: the file's line, the rows with their roles, findings, figures and the split."""
