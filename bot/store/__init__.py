"""The state: places, their subscriptions, the ledger of deliveries. The only SQL of state is here; no library text."""
