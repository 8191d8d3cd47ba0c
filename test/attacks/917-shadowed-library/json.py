def slugify(text, max_length=60):
    return 'wrong'

def __getattr__(name):
    return slugify
