"""Colours, type and spacing, in light and dark; the part of the look that Streamlit takes as settings."""

from typing import Any

INTER = [{"family": "Inter", "url": "/assets/inter-latin.woff2", "weight": "100 900"}]

SHARED: dict[str, Any] = {
    "fontFaces": INTER,
    "font": "Inter, system-ui, sans-serif",
    "baseFontSize": 15,
    "baseRadius": "8px",
    "buttonRadius": "8px",
    "headingFontWeights": [650, 600, 600, 600, 600, 600],
    "showWidgetBorder": True,
}
LIGHT = {
    "primaryColor": "#0b5f66",
    "backgroundColor": "#fbfaf7",
    "secondaryBackgroundColor": "#f1efe9",
    "textColor": "#1d2426",
    "borderColor": "#dcd8cd",
    "linkColor": "#0b5f66",
}
DARK = {
    "primaryColor": "#6cc5c6",
    "backgroundColor": "#14191b",
    "secondaryBackgroundColor": "#1d2427",
    "textColor": "#e7e5df",
    "borderColor": "#333d41",
    "linkColor": "#7fd0d1",
}

PLOT = ("#2f8f94", "#b5761a", "#7a6fb0", "#5b8c3e", "#b8574f", "#4a7fba", "#957050", "#7f868b")
"""Colours of lines and bars, each 3:1 or better against both backgrounds; the last one is for guide lines."""

THEME: dict[str, Any] = {
    **{f"theme.{name}": value for name, value in SHARED.items()},
    **{f"theme.light.{name}": value for name, value in LIGHT.items()},
    **{f"theme.dark.{name}": value for name, value in DARK.items()},
}
