"""The command line: one file per verb. Data on stdout, progress and messages on stderr."""
