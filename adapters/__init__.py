"""What carries the core to people: the terminal, Telegram, Discord. Each parses in and renders out, no more."""
