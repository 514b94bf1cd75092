/** `scheme://user:password@host`; a user alone is none, but for one as long as a token is. */
const credentialsInUrl = /\b[a-z][a-z0-9+.-]*:\/\/(?:[^\s/?#@:'"]*:[^\s/?#@'"$]+|[\w.~%+-]{20,})@/i;

/** `?token=…` in an address. */
const secretInQuery =
  /\b[a-z][a-z0-9+.-]*:\/\/\S*[?&](?:pass(?:word|wd)?|pwd|token|access_token|secret|api[_-]?key|sig|signature)=[^\s&$]+/i;

/** Whether a text holds credentials by its form alone, whoever asked for it. */
export const holdsCredentials = (text: string): boolean =>
  credentialsInUrl.test(text) || secretInQuery.test(text);
