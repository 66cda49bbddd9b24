"""From kept text to quotes with their speakers."""
