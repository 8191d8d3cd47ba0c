import argparse
import sys

def main(argv=None):
    pass

def count_lines():
    pass
