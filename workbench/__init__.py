"""The window: pages, forms and plots over the headless engine. Imports from the engine only its facade, engine.api."""
