import { holdsCredentials } from './secret-form.js';

/** Words for a secret itself. German ones may end a longer word (`Datenbankpasswort`). */
const passwords = String.raw`pass(?:words?|phrases?|codes?|wd)|pass phrase|pwd|\p{L}*(?:passwort|kennwort)|mot de passe|contrase(?:ñ|n|n\u0303)a|pin(?:[ -]?(?:code|number))?|otp|totp|secret|token|credentials?|serial|mnemonic`;

/** What makes a key, a code or a number a secret one. */
const kinds = [
  'api|auth|access|private|licen[cs]e|product|activation|serial|registration|account',
  'encryption|decryption|deploy(?:ment)?|signing|master|recovery|backup|unlock|shared|pre-?shared|security|admin',
  'subscription|verification|authentication|authori[sz]ation|two-factor|mfa|2fa|one-time|\\d+-digit',
].join('|');

const bounded = (source: string): string => String.raw`(?<![\p{L}\p{N}])(?:${source})(?![\p{L}\p{N}])`;
const secretWords = bounded(
  String.raw`${passwords}|(?:${kinds})[ -]?(?:key|token|code|number)|(?:recovery|seed|backup) (?:phrase|words?|codes?)`,
);
const words = new RegExp(secretWords, 'iu');

/** A question about a secret (`Keep the password?`) and none for it (`What is the password?`). */
const aboutIt = new RegExp(
  String.raw`(?:^|[.!:;?◆>*]\s+)(?:do|does|did|is|are|was|shall|should|would|will|can|could|may|have|has|which|where|how|who|when|why|keep|change|use|save|store|remember|show|reset|generate|create|really)\b[^.!?]*${secretWords}[^.!?]*\?`,
  'iu',
);

/**
 * What a question ends with that asks for something of a password (`Maximum Password Age [99999]:`), and not for the password. Not
 * `type`, `change` and `history`, which may well ask for it.
 */
const ofIt = new RegExp(
  String.raw`(${bounded(passwords)}(?:[ -](?:age|length|strength|quality|expir\w+|inactiv\w+|warning|lifetime|policy|algorithm|method))+)(?:\s*(?:\([^()]*\)|\[[^[\]]*\]))*[\s:?>]*$`,
  'iu',
);

/** What such a thing may be: a number, a day, a hash or a plain word. Anything else is the secret itself. */
const valueOfIt = /^(?:-?\d{1,5}|\d{4}-\d\d-\d\d|(?:md|sha)-?\d{1,3}|[a-z]{1,8})$/i;

/** Where something is to be put or read from; a file server is none of these. */
const asksForFile = /\bfiles?\b(?![ -](?:server|store|system|share))/i;

/** Answers that choose something rather than being it. */
const choice = /^(?:y|n|yes|no|\d{1,2}|[a-z]|q|quit|none|skip)?$/i;

const paths = /^(?:~|\.{1,2})?\/[\w./~-]+$/;
const key = bounded(String.raw`(?:key|licen[cs]e)`);

/** A licence is agreed to, or it is a key, by the form of what was typed. */
const asksForLicence = new RegExp(bounded('licen[cs]e|licencia|lizenz|activation|registration'), 'iu');
const licenceKey = /^(?=.*(?:\d|[A-Z]{4}))[A-Za-z0-9]{3,}(?:-[A-Za-z0-9]{3,}){2,}$/;

/** Whether a text speaks of secrets at all: no prompt without that asks for one by its wording. */
export const speaksOfSecrets = (text: string): boolean => words.test(text) || asksForLicence.test(text);

const lastLine = (prompt: string): string => prompt.trim().split('\n').at(-1) ?? '';

/** A question without what it asks of a password, when the answer may be that; it may stand there more than once. */
function withoutThings(line: string, answer: string): string {
  const [, thing] = ofIt.exec(line) ?? [];
  const isThing = thing !== undefined && (choice.test(answer) || valueOfIt.test(answer));
  return isThing ? line.replaceAll(thing, '') : line;
}

function asksForSecret(prompt: string, answer: string): boolean {
  const line = withoutThings(lastLine(prompt), answer);
  const isOffered = /[[(](?:y\/n|yes\/no)[\])]/i.test(line) || asksForFile.test(line);
  return words.test(line) && !isOffered && !aboutIt.test(line);
}

/** Whether a default that a prompt shows is a secret: that of a secret, or one that holds credentials. */
export function isSecretDefault(prompt: string, shown: string): boolean {
  const text = shown.trim();
  const isAsked = words.test(withoutThings(lastLine(prompt), text)) && !choice.test(text);
  return isAsked || isSecretByWording(prompt, shown);
}

/**
 * Whether an answer that was shown is a secret: by the wording of its prompt, or because it holds credentials. A question about
 * one (`Keep the password?`), a choice, and where a key is to be put are none.
 */
export function isSecretByWording(prompt: string, answer: string): boolean {
  const text = answer.trim();
  if (choice.test(text)) return false;
  if (holdsCredentials(text)) return true;
  const line = lastLine(prompt);
  if (asksForLicence.test(line) && licenceKey.test(text)) return true;
  return asksForSecret(prompt, text) && !(paths.test(text) && new RegExp(key, 'iu').test(line));
}

/** Whether an answer only chooses something where no secret is asked for; then it is none, even where it is not shown. */
export const isChoice = (prompt: string, answer: string): boolean =>
  choice.test(answer.trim()) && !asksForSecret(prompt, answer.trim());
