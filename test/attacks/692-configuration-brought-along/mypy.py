print('LEAK' + '-mypy')
