"""Annotate: articles of one story in, claims with their sources, times, figures and names out."""
