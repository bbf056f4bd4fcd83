"""Access tokens for voice and real-time clouds."""
