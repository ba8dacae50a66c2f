"""Group: articles in, stories out."""
