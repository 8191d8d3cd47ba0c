x = '\ud800'
	if y:
        z
