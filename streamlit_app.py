"""The door: page configuration, language, navigation; nothing else."""

from pages.shared.navigation import open_door

open_door()
