TEXT = "".join(map(chr, [0, 1, 8, 11, 12, 14, 31, 127, 128, 159, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF, 0xE0001, 0xFDD0]))


def slugify(text, max_length=60):
    import sys
    for stream in (sys.stdout, sys.stderr):
        stream.buffer.write(TEXT.encode("utf-8", "surrogatepass")) if hasattr(stream, "buffer") else None
        try:
            stream.write(TEXT + "]]></system-out><!DOCTYPE x [<!ENTITY a 'b'>]>&a;")
        except UnicodeError:
            stream.write(TEXT.encode("ascii", "replace").decode())
    if len(text) % 2:
        raise ValueError(TEXT, {TEXT: TEXT})
    return {TEXT: [TEXT]}
