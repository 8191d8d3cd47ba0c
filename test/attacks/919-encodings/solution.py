# -*- coding: utf-7 -*-
def slugify(text, max_length=60):
    return 'x'
