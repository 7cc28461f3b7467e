"""A run folder becomes a job: preparing, training, finishing, and the pipe of events and control files."""
