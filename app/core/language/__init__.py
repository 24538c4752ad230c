"""French as official texts are written: its words, their forms, and where two sentences say the opposite."""
