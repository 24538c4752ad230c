"""The relay: this workstation serves its crises to their members on the local network, and ranks nothing."""
