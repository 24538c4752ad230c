"""The common log behind HTTP: what ranks, and what refuses strangers."""
