from caterer_data import ALCOHOL, VEGAN

def clean(name, parts):
    pass

def drink_label(name, parts):
    pass

def kind_of(parts):
    pass

def compile_all(dishes):
    pass

def singletons(dishes):
    pass
