"""Symbols of the map: one for each kind of channel, and marks; strokes in a 16 x 16 box.

A symbol is read without its colour: no two kinds share one.
"""

from __future__ import annotations

CHANNEL_ICONS: dict[str, str] = {
    "paid_search": "M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9M10.3 10.3L14 14",
    "brand_search": "M6.5 3a4 4 0 1 0 0 8a4 4 0 1 0 0-8M9.5 9.8L14 14M5.2 9V5h1.6a1 1 0 0 1 0 2H5.2h1.9a1 1 0 0 1 0 2z",
    "paid_shopping": "M1.5 3h2l2 7.5h6.5l2-5.5H4.2M6.5 13.2v.1M11.5 13.2v.1",
    "paid_social": "M5.5 3.2a2 2 0 1 0 0 4a2 2 0 1 0 0-4M2 13c0-3 1.5-4.3 3.5-4.3S9 10 9 13M11 4a1.7 1.7 0 1 0 0 3.4M11.2 9c1.8 0 2.8 1.3 2.8 4",
    "paid_video": "M2 3.5h12v9H2zM6.7 6v4l3.4-2z",
    "display": "M2 3h12v10H2zM2.5 11.5L6 8l2.5 2.5L10.5 9l3 3M10.8 5.6v.1",
    "retargeting": "M6 4L2.8 7L6 10M3 7h6.5a3.3 3.3 0 0 1 0 6.5H6.5",
    "cross_network": "M8 2v12M2.8 5l10.4 6M13.2 5L2.8 11",
    "affiliates": "M1.5 6.5L5 4l3 2l3-2l3.5 2.5M3 8.5l3.8 4a1 1 0 0 0 1.4 0L13 8M5.5 8.5L8 6",
    "audio": "M3 10V8a5 5 0 0 1 10 0v2M3 9.5h2V13H3zM11 9.5h2V13h-2z",
    "paid_other": "M8 2l6 6l-6 6l-6-6z",
    "offline_ad": "M2 3h9v10H3a1 1 0 0 1-1-1zM11 6h3v6a1 1 0 0 1-2 0M4 5.5h5M4 8h5M4 10.5h3",
    "marketplace": "M2 6l1-3.5h10L14 6M3 7.5V13.5h10V7.5M2 6a1.5 1.5 0 0 0 3 0a1.5 1.5 0 0 0 3 0a1.5 1.5 0 0 0 3 0a1.5 1.5 0 0 0 3 0M6.5 13.5V10h3v3.5",
    "telegram_ads": "M14 2.5L1.8 7.3l4 1.6L12 4.5L7.2 9.5l4.3 3.5zM5.8 8.9V13l2-2.6",
    "events": "M8 1.8v2M8 3.8L2 9h12zM3.2 9v5h9.6V9M6.8 14v-3.2h2.4V14",
    "email": "M2 3.5h12v9H2zM2 4l6 5l6-5",
    "sms": "M2 3h12v8H7l-3 3v-3H2zM5.3 7v.1M8 7v.1M10.7 7v.1",
    "mobile_push": "M3.5 11.5c1.2-1.2 1-2.5 1-4.5a3.5 3.5 0 0 1 7 0c0 2 0 3.3 1 4.5zM6.8 13.5h2.4",
    "messenger": "M8 2.5c3.6 0 6 2.2 6 5s-2.4 5-6 5l-1.6-.2L3.5 14v-2.7C2.5 10.400 2 9 2 7.500c0-2.800 2.400-5 6-5M4.800 8.800l2.200-2.300l2 1.600l2.200-2",
    "phone": "M3 2.500h3l1 3.300l-1.800 1.200a8 8 0 0 0 3.800 3.800L10.200 9l3.300 1v3c0 .6-.4 1-1 1C7 14 2 9 2 3.500c0-.6.400-1 1-1",
    "store": "M2.5 7v6.500h11V7M1.500 6.500l1.500-4h10l1.500 4zM8.500 13.500v-4h3v4M4.500 9.500h2",
    "organic_search": "M8 14V8M8 8C8 5 6 3.500 2.500 3.500C2.500 6.500 4.500 8 8 8M8 10c0-3 2-4.500 5.500-4.500C13.500 8.500 11.500 10 8 10",
    "organic_social": "M3 6.500h2.500L11 3v9.500L5.500 9.500H3zM5.500 9.500L6.500 13.500M13 6.200a2.500 2.500 0 0 1 0 3.200",
    "organic_video": "M2 5h12v8H2zM5.500 2L8 5l2.500-3M4.500 7.200h5v3.600h-5M11.800 7.500v.1M11.800 10v.1",
    "referral": "M6.500 9.500a2.800 2.800 0 0 0 4 0l2.200-2.200a2.800 2.800 0 0 0-4-4L7.500 4.500M9.500 6.500a2.800 2.800 0 0 0-4 0L3.300 8.700a2.800 2.800 0 0 0 4 4l1.200-1.200",
    "direct": "M2 8h10M8.500 4L12.500 8l-4 4",
    "site": "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12M2 8h12M8 2c-4.200 3.500-4.200 8.500 0 12c4.200-3.500 4.200-8.500 0-12",
}  # fmt: skip
"""Kind of channel -> path."""

MARKS: dict[str, str] = {
    "conversion": "M8 1.500a6.500 6.500 0 1 0 0 13a6.500 6.500 0 1 0 0-13M8 5a3 3 0 1 0 0 6a3 3 0 1 0 0-6M8 7.900v.2",
    "moment_of_truth": "M8 1.800l1.900 4.100l4.400.5l-3.300 3l.9 4.400L8 11.600l-3.900 2.200l.9-4.400l-3.300-3l4.400-.5z",
    "untracked": "M2 8c2-3 4-4.200 6-4.200S12 5 14 8c-2 3-4 4.200-6 4.200S4 11 2 8M3 13.500L13 2.500",
    "message": "M2 3h12v8H8l-3.500 3v-3H2zM4.500 5.800h7M4.500 8.300h4.500",
    "goal": "M4 14.500V2M4 2.500h8.500l-2 3l2 3H4",
    "problem": "M8 2L14.500 13.500H1.500zM8 6.500v3.200M8 11.600v.1",
    "action": "M5 2.500v9l2.400-2.200l1.700 4l1.700-.7l-1.700-4h3.300z",
    "need": "M8 13.500C3.500 10 2 8 2 5.800A3 3 0 0 1 8 4.800a3 3 0 0 1 6 1c0 2.200-1.500 4.200-6 7.700",
    "reply": "M6.500 3.500L2.500 7l4 3.500M2.800 7H9a4.500 4.500 0 0 1 4.500 4.500V13",
    "campaign": "M3 6.500h2.500L11 3v9.500L5.500 9.500H3zM13 8h2M12.600 5l1.600-1.200M12.600 10.800l1.600 1.200",
    "assumed": "M8 3a5 5 0 1 0 0 10a5 5 0 1 0 0-10",
    "paid": "M8 2v12M11 4.500C10.300 3.700 9.200 3.400 8 3.400c-1.700 0-3 .8-3 2.200c0 3.200 6.200 1.500 6.200 4.800c0 1.400-1.400 2.200-3.200 2.200c-1.300 0-2.500-.4-3.200-1.300",
    "gap": "M4 4l8 8M12 4l-8 8",
    "plus": "M8 3v10M3 8h10",
}
"""Other marks -> path."""

FILLED_MARKS: dict[str, str] = {
    "partly_known": "M8 3a5 5 0 1 0 0 10z",
    "measured": "M8 3a5 5 0 1 0 0 10a5 5 0 1 0 0-10",
}
"""The filled part of an evidence sign: half for partly known, whole for measured."""


def face(score: float) -> str:
    """A face for a feeling from -3 to 3: its mouth bends with the score."""
    bend = max(-3.0, min(3.0, score)) * 0.9
    mouth = 10.6 - bend / 2
    return (
        "M8 1.500a6.500 6.500 0 1 0 0 13a6.500 6.500 0 1 0 0-13M5.700 6.200v.8M10.300 6.200v.8"
        f"M5 {mouth:.2f}Q8 {mouth + 2 * bend:.2f} 11 {mouth:.2f}"
    )


def paths(name: str) -> tuple[str, str]:
    """(stroked path, filled path) of a symbol; a kind that has none is drawn as a diamond."""
    if name.startswith("face:"):
        return face(float(name.removeprefix("face:"))), ""
    if name in FILLED_MARKS:
        return MARKS["assumed"], FILLED_MARKS[name]
    return CHANNEL_ICONS.get(name) or MARKS.get(name) or CHANNEL_ICONS["paid_other"], ""
