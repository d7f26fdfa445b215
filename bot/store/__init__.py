"""State: the only SQL about places, subscriptions and deliveries. Holds no library text."""
