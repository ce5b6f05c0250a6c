"""Events in other people's formats: JSON, tables, pages, calendars."""
