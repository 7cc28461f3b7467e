"""What a job can say, one topic a file. The form, the command line and the job file are this one schema."""
