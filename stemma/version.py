"""The version, in one place; read by the build and shown in every dossier."""

__version__ = "0.1.0"
