"""Parts of the map page: the picture, its drawer, the tables."""
