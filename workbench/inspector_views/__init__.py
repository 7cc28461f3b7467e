"""Views of what inspectors answer, one file each, found by a walk."""
