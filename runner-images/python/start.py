"""Process 1 of a sandbox: puts our agent on the path, which ``-P`` keeps clear of everything else, and hands over to it."""

import sys

sys.path.append("/opt/waymark/agent")

from waymark_agent.supervisor import main

main()
