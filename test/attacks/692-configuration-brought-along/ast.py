print('LEAK' + '-ast')
