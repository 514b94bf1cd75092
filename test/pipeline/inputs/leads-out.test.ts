import { expect, test } from 'vitest';
import { leadsOut } from '../../../src/pipeline/inputs/leads-out.js';

test.each<{ links: Record<string, string>; link: string; out: boolean }>([
  { links: { a: 'b' }, link: 'a', out: false },
  { links: { a: '..' }, link: 'a', out: true },
  { links: { a: '.' }, link: 'a', out: false },
  { links: { 'x/a': '..' }, link: 'x/a', out: false },
  { links: { 'x/a': '../..' }, link: 'x/a', out: true },
  { links: { 'x/a': 'b/../../c' }, link: 'x/a', out: false },
  { links: { 'x/a': '../x/../../c' }, link: 'x/a', out: true },
  // Each of them looks harmless: only together they lead out.
  { links: { 'd/e/q': '../..', 'd/e/p': 'q/../x' }, link: 'd/e/p', out: true },
  { links: { 'd/e/q': '../..', 'd/e/p': 'q/../x' }, link: 'd/e/q', out: false },
  { links: { a: 'b', b: 'a' }, link: 'a', out: false },
  { links: { a: 'a/..' }, link: 'a', out: false },
  { links: { 'x/y/z': '../../w', w: 'x/y' }, link: 'x/y/z', out: false },
])('$links at $link: $out', ({ links, link, out }) => {
  expect(leadsOut(new Map(Object.entries(links)), link)).toBe(out);
});
