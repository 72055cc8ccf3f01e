"""What the app does: storage, files in and out, use cases. Effects live here."""
