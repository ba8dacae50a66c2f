"""Articles of different languages: what they share without translation, and stories joined by it."""
