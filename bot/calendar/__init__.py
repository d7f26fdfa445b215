"""The calendar: standing orders, local time, which day is due, which passage is next. All of it pure."""
