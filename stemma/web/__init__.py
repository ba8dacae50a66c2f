"""What programs and browsers ask over HTTP, and agents over MCP: pages, the HTTP API, the MCP server."""
