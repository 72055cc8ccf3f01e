"""What is true: the plan's records and its mathematics. No file, database, clock or screen."""
