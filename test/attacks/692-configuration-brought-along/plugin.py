print('LEAK' + '-plugin')

def plugin(version):
    raise SystemExit(0)
