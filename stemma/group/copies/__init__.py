"""Copies across a heap: which articles print one text, whole or in part."""
