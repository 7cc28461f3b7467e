"""Plots over pyqtgraph, which is imported here and nowhere else: it costs half a second, so pages load it when first shown."""
