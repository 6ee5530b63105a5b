"""What the sandbox remembers beside people, devices and orders: one noun a file."""
