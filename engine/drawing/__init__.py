"""Drawing and exporting what inspectors answer with: each block as an SVG, a view as files, some views as one HTML report.

No Qt and no torch: pictures are SVG text with small PNGs inside. Where pixels or pages are asked for, a child process with
Qt draws the finished SVG (raster.py). Text is measured by estimate (text.py), because nothing here has fonts.
"""
