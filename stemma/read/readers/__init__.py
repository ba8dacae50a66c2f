"""One module a kind of input: what comes in, to captures. All keep the protocol in ``protocol.py``."""
