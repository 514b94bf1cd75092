import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/** The root of the repository. */
export const root = resolve(import.meta.dirname, '../..');

export function readPage(path: string): Promise<string> {
  return readFile(resolve(root, path), 'utf8');
}

/** A fenced block of a page, and the number of its first line. */
export interface Block {
  readonly line: number;
  readonly text: string;
}

/** The fenced blocks of a language. */
export function blocksOf(page: string, language: string): Block[] {
  const fences = page.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm'));
  return [...fences].map(({ 1: text = '', index }) => ({
    line: page.slice(0, index).split('\n').length + 1,
    text,
  }));
}

export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The rows of the table that follows on an offset of the page, heads left out; `\|` is a character of a cell. */
export function tableAfter(page: string, offset: number): Row[] {
  const first = page.slice(0, offset).split('\n').length;
  const lines = page.slice(offset).split('\n');
  const start = lines.findIndex((line) => line.startsWith('|'));
  const length = lines.slice(start).findIndex((line) => !line.startsWith('|'));
  return lines.slice(start + 2, start + length).map((line, index) => ({
    line: first + start + 2 + index,
    cells: line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('\\|', '|')),
  }));
}

/** What a cell has between backquotes, or nothing. */
export function codeOf(cell: string | undefined): string {
  return /^`(.*)`$/.exec(cell ?? '')?.[1] ?? '';
}
