"""The parts of the budget screen."""
