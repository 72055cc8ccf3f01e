"""What you see: Streamlit screens, the only code that imports Streamlit."""
