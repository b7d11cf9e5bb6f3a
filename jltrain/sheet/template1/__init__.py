"""Template 1, frozen: schema 1's sheets are rebuilt with it byte for byte (tests/sheet/golden/template-1.pdf).

Frozen with it: sheet/pdf.py, sheet/truetype.py, resources/fonts/jltrain-serif.ttf and jltrain-rare.ttf, and segno's
placing of a QR code with mask 2. Nothing new is drawn with this template; change nothing here.
"""
