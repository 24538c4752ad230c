"""Diapason: coordination of the State's word in a crisis, online and offline."""
