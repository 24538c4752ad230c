"""Paper and files: one door for each format's library."""
