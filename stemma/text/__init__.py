"""What several stages ask of text: words and what texts share, days, figures, places, agencies; the tables for it."""
