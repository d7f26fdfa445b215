"""The calendar: pure arithmetic of local days and the choice of passages. No clock, no database."""
