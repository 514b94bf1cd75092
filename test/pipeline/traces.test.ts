import { describe, expect, it } from 'vitest';
import { RunTraces } from '../../src/pipeline/traces.js';
import { createRedactor } from '../../src/redact.js';

const tracesOf = (http: string, https?: string) => {
  const redactor = createRedactor([]);
  const traces = new RunTraces({ secrets: {}, runId: '0123456789ab' }, redactor);
  traces.addProxy({ http, no: [], ...(https !== undefined && { https }) });
  return { traces, redactor };
};

describe('of a proxy', () => {
  it.each<[string, readonly string[]]>([
    ['http://proxy.example:3128', ['proxy.example:3128']],
    ['http://proxy.example:3128/', ['proxy.example:3128']],
    ['http://Proxy.Example:3128', ['Proxy.Example:3128', 'proxy.example:3128']],
    ['HTTP://PROXY.EXAMPLE', ['PROXY.EXAMPLE:80', 'proxy.example:80', '//PROXY.EXAMPLE', '//proxy.example']],
    ['HTTPS://proxy', ['proxy:443', '//proxy']],
    ['http://localhost', ['localhost:80']],
    ['http://me:p@ss:1@proxy.example:3128', ['proxy.example:3128']],
    ['http://[fd00::1]:3128', ['[fd00::1]:3128']],
    ['http://[fd00::1]', ['[fd00::1]:80', '//[fd00::1]']],
  ])('the address is looked for: %s', (address, sought) => {
    expect([...tracesOf(address).traces.proxies]).toEqual(sought);
  });

  it('both addresses are, and the password of each is hidden and looked for', () => {
    const { traces, redactor } = tracesOf('http://me:first-pw@a:1', 'http://me:second-pw@b:2');
    expect([...traces.proxies]).toEqual(['a:1', 'b:2']);
    expect(redactor.text('first-pw and second-pw')).toBe('[redacted] and [redacted]');
    const passwords = traces.secrets.filter(({ value }) => /^\w+-pw$/.test(String(value)));
    expect(passwords.map(({ name }) => name)).toEqual(['of the proxy', 'of the proxy']);
  });

  it('one that is given twice is one secret', () => {
    const { traces } = tracesOf('http://me:first-pw@a:1', 'http://me:first-pw@a:1');
    expect(new Set(traces.secrets.map(({ value }) => value)).size).toBe(traces.secrets.length);
  });
});
