"""The parts of the scenarios screen."""
