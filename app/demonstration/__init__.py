"""The parts of the demonstration: two crises, a cut, a reunion and a brief, told as they really happen."""
