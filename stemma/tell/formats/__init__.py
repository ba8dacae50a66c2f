"""Every format a dossier can be told in: a registry, and a module for each that is not told elsewhere."""
