"""Start of the agent: ``python3 -I -m waymark_agent`` as process 1 of the sandbox."""

from waymark_agent.supervisor import main

if __name__ == "__main__":
    main()
