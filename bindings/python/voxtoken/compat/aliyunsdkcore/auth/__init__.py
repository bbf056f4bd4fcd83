"""The credentials, by their official module names."""
