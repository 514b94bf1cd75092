import { isUtf8 } from 'node:buffer';

/** What the source of a secret holds. */
export interface SecretValue {
  /** For answers, variables and addresses. */
  readonly text: string;
  /** For a credential file, byte for byte. */
  readonly content: Uint8Array;
}

/** A value that is text wherever it goes. */
export const secretText = (text: string): SecretValue => ({ text, content: Buffer.from(text) });

/** A value from a file or a program: one line end at its end belongs to the file, not to a text. */
export const secretContent = (content: Buffer): SecretValue => ({
  text: content.toString('utf8').replace(/\r?\n$/, ''),
  content,
});

/** What is hidden and looked for: the text, or the bytes of what is none. */
export const soughtOf = ({ text, content }: SecretValue): string | Uint8Array =>
  isUtf8(content) && !content.includes(0) ? text : content;
