# coding: utf-16
def greét():	pass

𝓮𝓿𝓪𝓵('1')

