"""What is recorded and what it amounts to. No window, no network."""
