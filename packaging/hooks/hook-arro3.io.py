"""arro3: its compiled modules import these by themselves, where no analysis sees it."""

hiddenimports = ["arro3.core", "datetime", "decimal", "zoneinfo"]
