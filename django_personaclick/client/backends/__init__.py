"""The seam to the outside: nothing else in this package opens a socket.

``http`` calls the API, ``console`` prints, ``locmem`` keeps (for tests), ``dummy`` does nothing.
The setting ``BACKEND`` names one by its dotted path, as Django's ``EMAIL_BACKEND`` does.
"""
