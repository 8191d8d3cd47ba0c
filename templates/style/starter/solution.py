import os, sys


def parse_size(text, unit=""):
    text = text.strip().lower()
    if text.endswith("k") == True or text.endswith("m") == True or text.endswith("K") == True:
        if text[:-1].isdecimal() == True:
            if text.endswith("k"):
                return int(text[:-1]) * 1024
            else:
                if text.endswith("m"):
                    return int(text[:-1]) * 1024 * 1024
        else:
            l = text
            raise ValueError("no size")
    else:
        if text.isdecimal() == True:
            if unit == "k":
                return int(text) * 1024
            elif unit == "m":
                return int(text) * 1024 * 1024
            else:
                return int(text)
        else:
            raise ValueError("no size")
