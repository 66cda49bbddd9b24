"""From kept text to cited UN resolutions: finding and resolving are separate steps."""
