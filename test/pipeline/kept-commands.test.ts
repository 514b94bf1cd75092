import { expect, it } from 'vitest';
import { keptCommands } from '../../src/pipeline/kept-commands.js';

const parts = {
  product: 'docker',
  address: 'unix:///run/x.sock',
  container: 'unattend-1',
  shell: 'sh',
} as const;

it('with the client of the engine, at its address', () => {
  expect(keptCommands(parts)).toEqual({
    enter: 'docker -H unix:///run/x.sock exec -it unattend-1 sh',
    remove: 'docker -H unix:///run/x.sock rm -f unattend-1',
  });
  expect(keptCommands({ ...parts, product: 'podman' })).toEqual({
    enter: 'podman --url unix:///run/x.sock exec -it unattend-1 sh',
    remove: 'podman --url unix:///run/x.sock rm -f unattend-1',
  });
});

it('as the user of the script; what is only there for it goes with it, and odd words are quoted', () => {
  expect(
    keptCommands({
      ...parts,
      address: 'unix:///my run/x.sock',
      user: 'builder:users',
      image: 'a/b:1',
      inputs: "/tmp/it's/unattend-1",
    }),
  ).toEqual({
    enter: "docker -H 'unix:///my run/x.sock' exec -it -u builder:users unattend-1 sh",
    remove:
      "docker -H 'unix:///my run/x.sock' rm -f unattend-1 && docker -H 'unix:///my run/x.sock' rmi a/b:1 && " +
      `rm -rf '/tmp/it'\\''s/unattend-1'`,
  });
});
