"""What stands before every request: hosts, tokens, bounds, headers. ``docs/security.md`` says against whom."""
