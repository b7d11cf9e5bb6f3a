"""Template 2, of schema 2's sheets: corrected versions, the unit code, and made for thousands of sheets in a row.

A sheet of it must be rebuilt byte for byte on any PC for as long as anybody keeps one. From the day the first sheet is
issued these are frozen, tests/sheet/golden/template-2.pdf and template-2-corrected.pdf standing guard:

- this package and resources/sheet/template-2.bin (made by .ci/sheet.py), the constant beginning of every file;
- sheet/qr.py, sheet/pdf.py, sheet/truetype.py, and segno's placing of a QR code with mask 2 (for odd numbers);
- resources/fonts/jltrain-serif.ttf and jltrain-rare.ttf: their glyphs, widths and character maps.

What changes the page, be it a word or a hundredth of a point, is a template 3 beside this one.

How the parts follow from each other:

    wording  words                letters  which font shows a character, and under which code
    ink      text, lines, boxes   grid     rows that wrap, grow and go on over the page's end
    form     what all sheets of one session and unit have alike (kept between sheets)
    page     the sheet            prologue the constant beginning     document the whole file
"""
