"""The registers: one file each, with its commands, its rules, its fold and its columns."""
