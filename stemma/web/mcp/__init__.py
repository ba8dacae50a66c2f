"""The MCP server: what an agent can ask of a collection."""
