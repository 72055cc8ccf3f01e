"""Shared by screens: session, inputs, charts."""
