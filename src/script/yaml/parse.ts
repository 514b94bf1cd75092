import { type Document, parseDocument } from 'yaml';

export type YamlError = Document.Parsed['errors'][number];

/** YAML 1.2 with nothing read into it: keys are compared, and values resolved, by us. */
export function parseYaml(text: string): { document: Document.Parsed; errors: readonly YamlError[] } {
  const document = parseDocument(text, {
    version: '1.2',
    uniqueKeys: false,
    prettyErrors: false,
    merge: false,
  });
  return { document, errors: document.errors };
}
