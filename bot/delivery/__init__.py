"""Delivery: what is due goes to the ledger, what is in the ledger goes to a platform, once."""
