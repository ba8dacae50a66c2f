"""The types that stages hand to each other: frozen dataclasses, standard library only."""
