"""Scorers: what Stemma finds against what people marked, task by task."""
