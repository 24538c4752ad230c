"""The revisions of the database, oldest first; each is applied once, inside one transaction."""
