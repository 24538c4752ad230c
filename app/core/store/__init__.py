"""The encrypted journal on disk. The only room of the workstation where SQLAlchemy is imported."""
