"""The only place of the window that starts processes or reads run folders. Everything here works in threads."""
