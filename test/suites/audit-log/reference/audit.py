import logging

logger = logging.getLogger("audit")


class Vault:
    def __init__(self, name):
        self.name = name

    def open(self, who):
        logger.info("%s opened %s", who, self.name)

    def force(self, who):
        logger.warning("%s forced %s", who, self.name)

    def seal(self):
        logger.getChild("vault").info("sealed %s", self.name)


def divide(a, b):
    try:
        return a / b
    except ZeroDivisionError:
        logger.exception("cannot divide")
        return None
