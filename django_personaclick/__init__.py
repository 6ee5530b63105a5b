"""Connects a Django shop to PersonaClick."""

__version__ = "0.1.0.dev0"
