"""The pages for browsers, readable without script."""
