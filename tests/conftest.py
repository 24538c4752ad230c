"""What every test may ask for; the platform without a screen is chosen before anything imports Qt."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from hypothesis import settings

from tests.postgres import postgres_cluster, postgres_url

__all__ = ["postgres_cluster", "postgres_url"]

# Two cores shared by everything: a slow example says nothing about the product.
settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")
