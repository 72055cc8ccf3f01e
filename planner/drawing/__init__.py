"""The map as a picture: one renderer for the screen and for files, plain geometry first, SVG last."""
