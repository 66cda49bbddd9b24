"""Decides how pages made from the lake look: one style sheet, held in the page."""

STYLE = """
:root { color-scheme: light dark; }
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
h3 { font: 600 0.9rem ui-monospace, monospace; margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; } td, th { padding: 0.15rem 0.6rem; text-align: left; vertical-align: top; }
.sums td:nth-child(n+3) { text-align: right; } .sums th { border-bottom: 1px solid #8888; }
section table { font-size: 0.9rem; width: 100%; table-layout: fixed; }
section th { font-weight: normal; opacity: 0.7; width: 12rem; overflow-wrap: anywhere; }
section td { overflow-wrap: anywhere; white-space: pre-wrap; }
section { border-left: 4px solid #888; margin: 0.8rem 0; padding: 0.2rem 0.8rem; }
section.added { border-color: #2a8; } section.removed, section.withdrawn { border-color: #c44; }
section.revised { border-color: #c90; } section.rekeyed { border-color: #68c; }
ins { text-decoration: none; background: #2a82; } del { text-decoration: none; background: #c442; }
summary { cursor: pointer; font-weight: 600; margin-top: 0.6rem; }
.cause, .more, .uri { font-size: 0.85rem; opacity: 0.8; margin: 0.1rem 0; }
dt { font-weight: 600; } dd { margin: 0 0 0.3rem 1rem; }
"""
