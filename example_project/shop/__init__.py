"""A small shop for homewares."""
