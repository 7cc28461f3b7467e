"""What every part of the window shares: settings, theme, icons, language, crash notes."""
