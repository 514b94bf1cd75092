/** Private-use characters: no installer and no person types them. */
const [open, close] = ['\ue0d1', '\ue0d2'];

/** What is typed in a replay for a secret, whose value nobody has: two are equal when their names are. */
export const secretStandIn = (name: string): string => `${open}${name}${close}`;

/** A text for people: each secret as its name in angle brackets. */
export const withSecretNames = (text: string): string => text.replaceAll(open, '<').replaceAll(close, '>');

export const holdsSecret = (text: string): boolean => text.includes(open);
