"""The window's own small controls; pages are put together from these and from forms."""
