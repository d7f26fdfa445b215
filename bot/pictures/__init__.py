"""Pictures: small drawings as PNG files, of what answers say in words too."""
