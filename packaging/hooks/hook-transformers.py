"""transformers: its lazy imports are made by reading the sources, so that these come along; of the models only those of text."""

module_collection_mode = "pyz+py"
