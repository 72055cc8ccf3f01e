"""Measured speed, memory and gap of the optimiser beside general-purpose solvers."""
