"""A language model of the user's choice, asked over HTTP: to reword sentences, and to judge pairs of claims.

Nothing here is used unless the user names a server. What a model answers is data to be checked by who asked.
"""
