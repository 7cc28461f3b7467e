"""Parts of the Train page: what is trained, and what the plan says of it."""
