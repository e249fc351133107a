"""The web app: Streamlit screens over the product. A screen is input, one call, and a drawn view."""
