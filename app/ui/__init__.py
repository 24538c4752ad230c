"""What the user sees and asks. The only room with Qt."""
