"""The exceptions, by their official module names."""
