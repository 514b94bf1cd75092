/** Prompts after which a secret is typed, whether it is shown or not. */
const words =
  /\b(?:pass(?:word|phrase|code|wd)|pass phrase|pin(?:\s+code)?|secret|(?:api|auth|access|private|licen[cs]e|product|activation|serial|registration|account)[ -]?(?:key|token|code|number)|serial|token|credentials?)\b/i;

/** Words behind which a question asks for something else. */
const asked = new RegExp(`${words.source}[^?]*$`, 'i');

/** Whether a text speaks of secrets at all: no prompt without that asks for one by its wording. */
export const speaksOfSecrets = (text: string): boolean => words.test(text);

/** Answers that choose something rather than being it. */
const choice = /^(?:y|n|yes|no|\d{1,2}|[a-z]|q|quit|none|skip)?$/i;

/**
 * Whether an answer is a secret by the wording of its prompt alone. A question (`Keep the password?`), a choice, and where a key is
 * to be put are none.
 */
export function isSecretByWording(prompt: string, answer: string): boolean {
  const line = prompt.trim().split('\n').at(-1) ?? '';
  const isOffered = /[[(](?:y\/n|yes\/no)[\])]/i.test(line) || /\bfile\b/i.test(line);
  return asked.test(line) && !isOffered && !choice.test(answer.trim());
}
