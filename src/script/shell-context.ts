/** Where in a line for /bin/sh a reference stands. Only `bare` is a place where a quoted word stays one word. */
export type ShellContext =
  | {
      readonly kind:
        'bare' | 'escaped' | 'comment' | 'heredoc' | 'backquotes' | 'expansion' | 'arithmetic' | 'unclear';
    }
  /** Offsets of the opening quote and of the closing one (the end of the line when it is missing). */
  | {
      readonly kind: 'single' | 'double';
      readonly start: number;
      readonly end: number;
      readonly isSimple: boolean;
    };

/** Stands for a reference in the lines given to `shellContexts`; no shell line can hold it otherwise. */
export const referenceMark = '\0';

type Frame = {
  readonly kind: 'bare' | 'substitution' | 'double' | 'backquotes' | 'expansion' | 'arithmetic';
  readonly start: number;
  depth: number;
};

/**
 * The context of every mark in a line, in order. It follows POSIX (XCU 2.2 quoting, 2.6 expansions, 2.7.4
 * here-documents) and where shells differ or a full parser would be needed says `unclear`.
 */
export function shellContexts(line: string): ShellContext[] {
  return new Scanner(line).scan();
}

/** One pass over a line; it lives only as long as the pass. */
class Scanner {
  readonly #line: string;
  readonly #frames: Frame[] = [{ kind: 'bare', start: 0, depth: 0 }];
  readonly #contexts: ShellContext[] = [];
  /** Contexts whose double quotes are not closed yet, by the offset of the opening one. */
  readonly #open = new Map<number, number[]>();
  /** Delimiters of here-documents whose text starts at the next line. */
  #documents: { readonly delimiter: string; readonly isTabbed: boolean }[] = [];
  #isUnclear = false;
  /** Where a substitution ended last: what stands there goes on with its word. */
  #substitutedTo = -1;
  #at = 0;

  constructor(line: string) {
    this.#line = line;
  }

  scan(): ShellContext[] {
    while (this.#at < this.#line.length) this.#step();
    for (const start of this.#open.keys()) this.#close(start, this.#line.length);
    return this.#contexts;
  }

  get #top(): Frame {
    return this.#frames.at(-1) ?? { kind: 'bare', start: 0, depth: 0 };
  }

  #has(text: string): boolean {
    return this.#line.startsWith(text, this.#at);
  }

  #push(kind: Frame['kind'], length: number, depth = 0): void {
    this.#frames.push({ kind, start: this.#at, depth });
    this.#at += length;
  }

  #pop(length: number): void {
    this.#frames.pop();
    this.#at += length;
  }

  #step(): void {
    if (this.#has(referenceMark)) this.#mark(this.#contextHere());
    else if (this.#has('\\')) this.#escape();
    else if (this.#has('$((')) this.#push('arithmetic', 3, 2);
    else if (this.#has('$(')) this.#substitution();
    else if (this.#has('${')) this.#push('expansion', 2);
    else if (this.#has('`')) this.#backquote();
    else if (this.#top.kind === 'double') this.#double();
    else if (this.#top.kind === 'arithmetic') this.#arithmetic();
    else if (this.#top.kind === 'expansion') this.#expansion();
    else this.#bare();
  }

  #backquote(): void {
    if (this.#top.kind === 'backquotes') {
      this.#pop(1);
      this.#substitutedTo = this.#at;
    } else this.#push('backquotes', 1);
  }

  #double(): void {
    if (this.#has('"')) this.#endDouble();
    else this.#at += 1;
  }

  #mark(context: ShellContext): void {
    this.#contexts.push(this.#isUnclear ? { kind: 'unclear' } : context);
    this.#at += 1;
  }

  #contextHere(): ShellContext {
    if (this.#frames.some(({ kind }) => kind === 'backquotes')) return { kind: 'backquotes' };
    const { kind, start } = this.#top;
    if (kind === 'substitution' || kind === 'bare') return { kind: 'bare' };
    if (kind !== 'double') return { kind };
    this.#open.set(start, [...(this.#open.get(start) ?? []), this.#contexts.length]);
    return { kind: 'double', start, end: this.#line.length, isSimple: true };
  }

  #escape(): void {
    this.#at += 1;
    if (this.#has(referenceMark)) this.#mark({ kind: 'escaped' });
    else this.#at += 1;
  }

  /** In `$( … case x in a) … )` the parentheses do not pair; telling that needs a parser. */
  #substitution(): void {
    if (/\bcase\b/.test(this.#line.slice(this.#at))) this.#isUnclear = true;
    this.#push('substitution', 2);
  }

  #endDouble(): void {
    this.#close(this.#top.start, this.#at);
    this.#pop(1);
  }

  #close(start: number, end: number): void {
    const isSimple = !/["`]|\$[({]/.test(this.#line.slice(start + 1, end));
    for (const index of this.#open.get(start) ?? []) {
      if (this.#contexts[index]?.kind === 'double')
        this.#contexts[index] = { kind: 'double', start, end, isSimple };
    }
    this.#open.delete(start);
  }

  #arithmetic(): void {
    if (/["'#]/.test(this.#line.charAt(this.#at))) this.#isUnclear = true;
    const frame = this.#top;
    if (this.#has('(')) frame.depth += 1;
    if (this.#has(')')) frame.depth -= 1;
    this.#at += 1;
    if (frame.depth > 0) return;
    this.#frames.pop();
    if (this.#line[frame.start] === '$') this.#substitutedTo = this.#at;
  }

  #expansion(): void {
    if (
      /["'#]/.test(this.#line.charAt(this.#at)) &&
      !/^\$\{#|^\$\{\w+##?/.test(this.#line.slice(this.#top.start))
    )
      this.#isUnclear = true;
    if (this.#has('}')) this.#frames.pop();
    this.#at += 1;
  }

  #bare(): void {
    if (this.#has("'")) this.#single();
    else if (this.#has('"')) this.#push('double', 1);
    else if (this.#has('#') && this.#isAtWord()) this.#comment();
    else if (this.#has('<<<')) this.#at += 3;
    else if (this.#has('<<')) this.#document();
    else if (this.#has('\n')) this.#newline();
    else if (this.#has('((')) this.#push('arithmetic', 2, 2);
    else this.#parenthesis();
  }

  /** Whether a word begins here: `(a)#` ends a command, `$(a)#` goes on. */
  #isAtWord(): boolean {
    return this.#at !== this.#substitutedTo && /(?:^|[\s;&|()`])$/.test(this.#line.slice(0, this.#at));
  }

  #parenthesis(): void {
    const frame = this.#top;
    const isEnd = this.#has(')') && frame.kind === 'substitution' && frame.depth === 0;
    if (isEnd) {
      this.#frames.pop();
      this.#substitutedTo = this.#at + 1;
    } else if (this.#has('(')) frame.depth += 1;
    else if (this.#has(')')) frame.depth -= 1;
    this.#at += 1;
  }

  /** `$'…'` is one thing to bash and another to dash. */
  #single(): void {
    const start = this.#at;
    if (this.#line[start - 1] === '$') this.#isUnclear = true;
    const close = this.#line.indexOf("'", start + 1);
    const end = close === -1 ? this.#line.length : close;
    this.#marksUntil(end, { kind: 'single', start, end, isSimple: true });
    this.#at = end + 1;
  }

  /** What ends a comment inside a substitution, besides the line, is not the same in all shells. */
  #comment(): void {
    if (this.#frames.length > 1) this.#isUnclear = true;
    const newline = this.#line.indexOf('\n', this.#at);
    this.#marksUntil(newline === -1 ? this.#line.length : newline, { kind: 'comment' });
  }

  #marksUntil(end: number, context: ShellContext): void {
    const inBackquotes = this.#frames.some(({ kind }) => kind === 'backquotes');
    while (this.#at < end) {
      if (this.#has(referenceMark)) this.#mark(inBackquotes ? { kind: 'backquotes' } : context);
      else this.#at += 1;
    }
  }

  #document(): void {
    const [whole = '<<', dash, word = ''] =
      /^<<(-?)[ \t]*((?:'[^']*'|"[^"]*"|\\.|[^\s;&|()<>'"\\])*)/.exec(this.#line.slice(this.#at)) ?? [];
    this.#documents.push({ delimiter: word.replaceAll(/['"\\]/g, ''), isTabbed: dash === '-' });
    this.#marksUntil(this.#at + whole.length, { kind: 'heredoc' });
  }

  #newline(): void {
    this.#at += 1;
    for (const { delimiter, isTabbed } of this.#documents) {
      let isBody = true;
      while (isBody && this.#at < this.#line.length) {
        const newline = this.#line.indexOf('\n', this.#at);
        const end = newline === -1 ? this.#line.length : newline;
        const text = this.#line.slice(this.#at, end);
        isBody = (isTabbed ? text.replace(/^\t+/, '') : text) !== delimiter;
        if (isBody && !isSelfContained(text)) this.#isUnclear = true;
        this.#marksUntil(end, { kind: 'heredoc' });
        this.#at = Math.min(this.#line.length, end + 1);
      }
    }
    this.#documents = [];
  }
}

/** Shells differ in where a here-document ends when an expansion that begins in one line of it ends in another. */
function isSelfContained(line: string): boolean {
  if (!/[`$]/.test(line)) return true;
  const count = (mark: string): number => line.split(mark).length - 1;
  return (
    count('(') === count(')') && count('{') === count('}') && count('`') % 2 === 0 && !line.includes('<<')
  );
}
