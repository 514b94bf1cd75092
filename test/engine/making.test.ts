import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { commitNameOf } from '../../src/engine/commit-name.js';
import { connectEngine } from '../../src/engine/connect.js';
import type { Making } from '../../src/engine/making.js';
import { BUSYBOX, startContainer, testEngine, uniqueName } from './support/engine.js';
import { type Fault, faultyEngine } from './support/proxy.js';

/** What was told of the making of a container, in turn. */
function listening(): { readonly told: string[]; readonly making: Making } {
  const told: string[] = [];
  return { told, making: { begun: () => void told.push('begun'), ended: () => void told.push('ended') } };
}

const isCreate = ({ method, url = '' }: IncomingMessage): boolean =>
  method === 'POST' && url.startsWith('/containers/create?');

/** How the making of a container fails through such an engine: what was told of it, and whether it is there. */
async function failing(fault: Fault, making = listening().making): Promise<readonly [string, boolean]> {
  await using faulty = await faultyEngine(fault);
  await using engine = await connectEngine({ address: faulty.address, env: {} });
  await using real = await testEngine();
  const name = uniqueName();
  const error = await startContainer(engine, { name, making }).then(
    () => 'it has started',
    (failure: unknown) => (failure as { code?: string }).code ?? 'no code',
  );
  return [error, (await real.findContainer(name)) !== undefined];
}

test('a container that has started does not come any more', async () => {
  await using engine = await testEngine();
  const { told, making } = listening();
  await using container = await startContainer(engine, { making });
  expect(told).toEqual(['begun', 'ended']);
  expect(await engine.findContainer(container.name)).toBeDefined();
});

test('nor one that is refused', async () => {
  const { told, making } = listening();
  const refused = { status: 500, message: 'injected' };
  const failed = await failing((call) => (isCreate(call) ? refused : undefined), making);
  expect(failed).toEqual(['UNATTEND_ENGINE_REFUSED', false]);
  expect(told).toEqual(['begun', 'ended']);
});

test('nor one that was made, could not be started and was removed', async () => {
  const { told, making } = listening();
  const refused = { status: 500, message: 'injected' };
  const isStart = ({ url = '' }): boolean => /^\/containers\/\w+\/start/.test(url);
  const failed = await failing((call) => (isStart(call) ? refused : undefined), making);
  expect(failed).toEqual(['UNATTEND_ENGINE_REFUSED', false]);
  expect(told).toEqual(['begun', 'ended']);
});

test('nor one that was made, of which the answer was lost', async () => {
  const { told, making } = listening();
  const failed = await failing((call) => (isCreate(call) ? { cutAfterBytes: 0 } : undefined), making);
  expect(failed).toEqual(['UNATTEND_ENGINE_GARBLED', false]);
  expect(told).toEqual(['begun', 'ended']);
});

test.each<readonly [string, Fault, string]>([
  [
    'the connection broke before it was made',
    (call) => {
      if (!isCreate(call)) return undefined;
      call.destroy();
      return { isSilent: true };
    },
    'UNATTEND_ENGINE_GARBLED',
  ],
  [
    'a gateway had waited for too long',
    (call) => (isCreate(call) ? { status: 504, message: 'Gateway Timeout' } : undefined),
    'UNATTEND_ENGINE_REFUSED',
  ],
])('one may come where %s', async (_, fault, code) => {
  const { told, making } = listening();
  expect(await failing(fault, making)).toEqual([code, false]);
  // From then on it is waited for.
  expect(told).toEqual(['begun', 'begun']);
});

test('one may still be there that was made, and neither started nor removed', async () => {
  const { told, making } = listening();
  const refused = { status: 500, message: 'injected' };
  const fault: Fault = ({ method = '', url = '' }) =>
    /^\/containers\/\w+\/start/.test(url) || method === 'DELETE' ? refused : undefined;
  await using faulty = await faultyEngine(fault);
  await using engine = await connectEngine({ address: faulty.address, env: {} });
  await using real = await testEngine();
  const name = uniqueName();
  try {
    await expect(startContainer(engine, { name, making })).rejects.toMatchObject({
      code: 'UNATTEND_ENGINE_REFUSED',
    });
    expect(told).toEqual(['begun']);
    expect(await real.findContainer(name)).toBeDefined();
  } finally {
    await real.removeContainer(name);
  }
});

test('where nothing can be noted nothing is made, or it is removed again', async () => {
  await using engine = await testEngine();
  const full = new Error('the disk is full');
  const throwing = (): void => {
    throw full;
  };
  for (const making of [
    { begun: throwing, ended: () => undefined },
    { begun: () => undefined, ended: throwing },
  ]) {
    const name = uniqueName();
    await expect(startContainer(engine, { name, making })).rejects.toThrow('the disk is full');
    expect(await engine.findContainer(name)).toBeUndefined();
  }
  // What failed is told, not that it could not be noted.
  const refused = { status: 500, message: 'injected' };
  const making = { begun: () => undefined, ended: throwing };
  expect(await failing((call) => (isCreate(call) ? refused : undefined), making)).toEqual([
    'UNATTEND_ENGINE_REFUSED',
    false,
  ]);
});

const isCommit = ({ method, url = '' }: IncomingMessage): boolean =>
  method === 'POST' && url.startsWith('/commit?');

test.each<readonly [string, Fault, string[]]>([
  [
    'a commit that was refused does not come',
    () => ({ status: 500, message: 'injected' }),
    ['begun', 'ended'],
  ],
  ['nor one that was made, of which the answer was lost', () => ({ cutAfterBytes: 0 }), ['begun', 'ended']],
  [
    'one may come where the connection broke before it was made',
    (call) => {
      call.destroy();
      return { isSilent: true };
    },
    ['begun', 'begun'],
  ],
])('%s', async (_, fault, expected) => {
  await using faulty = await faultyEngine((call) => (isCommit(call) ? fault(call) : undefined));
  await using engine = await connectEngine({ address: faulty.address, env: {} });
  await using container = await startContainer(engine);
  const { told, making } = listening();
  const ref = `${uniqueName()}:candidate`;
  const { config } = await engine.resolveImage(BUSYBOX);
  await expect(container.commit({ ref, config, message: 'm', author: 'a', making })).rejects.toThrow();
  expect(told).toEqual(expected);
  for (const each of [ref, commitNameOf(ref)]) expect(await engine.findImage(each)).toBeUndefined();
});

test('a commit that is whole does not come any more, and one that cannot be noted is removed', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine);
  const { config } = await engine.resolveImage(BUSYBOX);
  const ref = `${uniqueName()}:candidate`;
  const { told, making } = listening();
  const spec = { ref, config, message: 'm', author: 'a' };
  await container.commit({ ...spec, making });
  expect(told).toEqual(['begun', 'ended']);
  await engine.removeImage(ref);
  const ended = (): void => {
    throw new Error('the disk is full');
  };
  await expect(container.commit({ ...spec, making: { ...making, ended } })).rejects.toThrow(
    'the disk is full',
  );
  for (const each of [ref, commitNameOf(ref)]) expect(await engine.findImage(each)).toBeUndefined();
});
