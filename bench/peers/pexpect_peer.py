"""pexpect_peer.py prompts|flood COUNT PATTERN... PROGRAM ARG...: pexpect, its delays off for the prompts."""
import sys

import pexpect

what, count = sys.argv[1], int(sys.argv[2])
patterns = [pattern.encode() for pattern in sys.argv[3 : 3 + count]]
program, *args = sys.argv[3 + count :]
child = pexpect.spawn(program, args, timeout=None, dimensions=(40, 120))
if what == "prompts":
    child.delaybeforesend = None
    child.delayafterread = None
    while child.expect([rb"Question (\d+) of \d+: ", rb"p50=[^\r]*", pexpect.EOF]) == 0:
        child.sendline(child.match.group(1))
    print(child.after.decode() if child.after is not pexpect.EOF else "ended early")
else:
    if child.expect([*patterns, pexpect.EOF]) != count:
        sys.exit(1)
