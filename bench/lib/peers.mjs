/* Who is measured, and how each is called. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { sources } from '../peers/patterns.mjs';

const isThere = (file, ...args) => spawnSync(file, args).status === 0;

/** Commands by peer; a peer that is not installed has `missing` instead. */
export function peersOf(root) {
  const peer = (name) => join(root, 'bench/peers', name);
  const node = (name, ...args) => [process.execPath, peer(name), ...args];
  const hasExpect = isThere('expect', '-v');
  const python = ['python3', '/usr/bin/python3'].find((each) => isThere(each, '-c', 'import pexpect'));
  const expect = (name, ...args) =>
    hasExpect ? ['expect', '-f', peer(name), ...args] : { missing: 'expect is not installed' };
  const pexpect = (...args) =>
    python === undefined
      ? { missing: 'python3-pexpect is not installed' }
      : [python, peer('pexpect_peer.py'), ...args];
  const count = String(sources.length);
  return {
    node: () => [process.execPath, '-e', '0'],
    host: {
      prompts: {
        unattend: node('unattend.mjs', 'prompts'),
        watched: node('unattend.mjs', 'watched'),
        'tcl expect': expect('prompts.exp'),
        pexpect: pexpect('prompts', '0'),
        'node-pty': node('node-pty.mjs', 'prompts'),
      },
      flood: {
        unattend: node('unattend.mjs', 'flood'),
        'tcl expect': expect('flood.exp', count, ...sources),
        pexpect: pexpect('flood', count, ...sources),
        'node-pty': node('node-pty.mjs', 'drain'),
      },
    },
    container: (id) => {
      const cli = (call) => (Array.isArray(call) ? [...call, 'docker', 'exec', '-it', id] : call);
      return {
        prompts: {
          unattend: node('unattend.mjs', 'prompts', '--in', id),
          'tcl expect': cli(expect('prompts.exp')),
          dockerode: node('dockerode.mjs', 'prompts', id),
        },
        flood: {
          unattend: node('unattend.mjs', 'flood', '--in', id),
          'tcl expect': cli(expect('flood.exp', count, ...sources)),
          dockerode: node('dockerode.mjs', 'drain', id),
        },
      };
    },
  };
}
