"""What each endpoint does: one module per family of the client."""
