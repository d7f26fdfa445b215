"""Delivery: due subscriptions become rows of the ledger, rows of the ledger become posts, each exactly once."""
