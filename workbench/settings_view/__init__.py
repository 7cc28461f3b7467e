"""Cards of the Settings page that are more than a few controls."""
