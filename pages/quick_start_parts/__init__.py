"""Parts of the screen "Use my numbers", one a step of the way."""
