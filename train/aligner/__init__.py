"""The aligner: a small sentence encoder taught on the invented stories. Needs torch, which the package never does."""
