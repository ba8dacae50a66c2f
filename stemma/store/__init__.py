"""Stores: where captures, articles, stories and findings are kept."""
