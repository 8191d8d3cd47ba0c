#!/usr/bin/python
# coding: rot13
cevag(1)
