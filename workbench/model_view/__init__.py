"""The parts of the Model page for a model from nothing: sliders, presets, the forecast, and the drawing."""
