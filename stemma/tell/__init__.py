"""Tell: a dossier as JSON, HTML, Markdown and terminal text, and the proof of what it cites."""
