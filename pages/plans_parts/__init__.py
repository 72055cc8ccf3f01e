"""Parts of the Plans screen."""
