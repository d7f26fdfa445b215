"""What people read in chat: message catalogues, one file a language, and how they become text."""
