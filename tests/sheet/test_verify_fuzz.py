"""Whatever happens to a good sheet on its way: it is refused unless it is the same to the byte, and nothing is raised."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.sheet.reasons import Code
from jltrain.sheet.verify import verify
from tests.sheet.attacks.draft import Draft, cms_in, gap_of, refilled
from tests.sheet.attacks.stage import NOW, made, scene
from tests.sheet.attacks.test_attacks import codes


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    """A good sheet after a few accidents."""
    s = scene()
    file = s.good
    for _time in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(("flip", "insert", "delete", "double", "splice", "move", "zero", "swap cms")))
        start, end = sorted((draw(st.integers(0, len(file))), draw(st.integers(0, len(file)))))
        if kind == "flip" and start < len(file):
            file = file[:start] + bytes((file[start] ^ draw(st.integers(1, 255)),)) + file[start + 1 :]
        elif kind == "insert":
            file = file[:start] + draw(st.binary(min_size=1, max_size=60)) + file[start:]
        elif kind == "delete":
            file = file[:start] + file[start + draw(st.integers(1, 400)) :]
        elif kind == "double":
            file = file[:start] + file[start:end] + file[start:]
        elif kind == "splice":
            file = file[:start] + s.failed[start:end] + file[end:]
        elif kind == "move":
            file = file[:start] + file[end:] + file[start:end]
        elif kind == "zero":
            file = file[:start] + bytes(min(end - start, 300)) + file[start + min(end - start, 300) :]
        elif kind == "swap cms" and len(file) == len(s.good):
            first, last = gap_of(s.good)
            file = file[:first] + s.failed[first:last] + file[last:]
    return file


@settings(max_examples=300)
@given(file=mutations())
def test_any_accident_is_noticed(file: bytes) -> None:
    s = scene()
    if verify(file, s.trust, NOW).accepted:
        assert file == s.good
    else:
        codes(verify(file, s.trust, NOW))


@settings(max_examples=150)
@given(data=st.data())
def test_any_change_before_signing_is_noticed(data: st.DataObject) -> None:
    """The unit's own key over accidents in its sheet: the rebuilding alone stands in the way."""
    s = scene()
    draft = s.draft()
    number = data.draw(st.sampled_from([n for n in draft.objects if n != draft.signature]))
    body = draft.objects[number]
    at = data.draw(st.integers(0, len(body) - 1))
    change = data.draw(st.sampled_from(("flip", "double the object", "drop the object", "insert")))
    if change == "flip":
        draft.objects[number] = body[:at] + bytes((body[at] ^ data.draw(st.integers(1, 255)),)) + body[at + 1 :]
    elif change == "insert":
        draft.objects[number] = body[:at] + data.draw(st.binary(min_size=1, max_size=20)) + body[at:]
    elif change == "double the object":
        draft.between[number] = b"%d 0 obj\n%s\nendobj\n" % (number, body)
    else:
        del draft.objects[number]
    assert not verify(s.signed(draft), s.trust, NOW).accepted


@settings(max_examples=150)
@given(data=st.data())
def test_any_change_of_the_cms_is_noticed(data: st.DataObject) -> None:
    s = scene()
    cms = bytearray(cms_in(s.good))
    at = data.draw(st.integers(0, len(cms) - 1))
    cms[at] ^= data.draw(st.integers(1, 255))
    found = codes(verify(refilled(s.good, bytes(cms)), s.trust, NOW))
    assert found <= {Code.STRANGE_SIGNATURE, Code.CHANGED, Code.UNTRUSTED, Code.WEAK_ALGORITHM, Code.UNREADABLE}
    assert found


@settings(max_examples=80)
@given(data=st.binary(max_size=400))
def test_foreign_bytes_are_refused(data: bytes) -> None:
    s = scene()
    assert codes(verify(data, s.trust, NOW))
    assert codes(verify(b"%PDF-1.7\n" + data, s.trust, NOW))
    first, last = gap_of(s.good)
    assert codes(verify(s.good[:first] + data + s.good[last:], s.trust, NOW))


@settings(max_examples=60)
@given(data=st.data())
def test_objects_of_two_sheets_do_not_mix(data: st.DataObject) -> None:
    """By the unit's own key, any mixture of a passed exam's objects with a failed one's."""
    s = scene()
    passed, failed = s.draft(), Draft.of(s.blank_failed)
    numbers = [n for n in passed.objects if passed.objects[n] != failed.objects.get(n, passed.objects[n])]
    numbers.remove(passed.signature)  # which differs in its range alone, and that is put right
    taken = data.draw(st.sets(st.sampled_from(numbers), min_size=1, max_size=len(numbers)))
    for number in taken:
        passed.objects[number] = failed.objects[number]
    file = s.signed(passed)
    assert not verify(file, s.trust, NOW).accepted


def test_a_forged_file_mutated_is_no_better() -> None:
    s = scene()
    for name in ("page-white_text", "content-optional_content", "structure-two_ends_of_file"):
        assert not verify(made(name), s.trust, NOW).accepted
        assert not verify(made(name)[:-1], s.trust, NOW).accepted
