"""Compare: annotated articles of one story in, findings with relations and origins out."""
