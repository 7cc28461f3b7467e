"""How a model is tuned: one file a method. A method decides which weights are trained."""
