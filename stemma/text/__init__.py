"""Pure helpers on strings: normalising, words, shingles."""
