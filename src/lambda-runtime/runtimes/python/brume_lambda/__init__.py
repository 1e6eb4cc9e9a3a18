"""The parts of Brume's Python runtime; ../bootstrap.py puts them together."""
