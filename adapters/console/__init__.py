"""The terminal as a chat: a prompt with history and completion, or line in and answer out where it is piped."""
