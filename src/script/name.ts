/** The names of a script: of parameters, secrets, inputs and what is saved. */
export const namePattern = /^[A-Za-z][A-Za-z0-9_-]*$/;
export const nameRule = 'a name has letters, digits, `_` and `-` and starts with a letter';
