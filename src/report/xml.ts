/** An element of XML: its name, attributes, and what is in it, text or elements. */
export interface XmlElement {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number>>;
  readonly children?: readonly (XmlElement | string)[];
}

/** A document of that element; characters that XML cannot hold, such as ESC, are left out. */
export function renderXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${render(root, '')}`;
}

function render({ name, attributes = {}, children = [] }: XmlElement, indent: string): string {
  const words = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const start = `${indent}<${name}${words.join('')}`;
  if (children.length === 0) return `${start}/>\n`;
  const isText = children.every((child) => typeof child === 'string');
  if (isText) return `${start}>${escaped(children.join(''))}</${name}>\n`;
  const inner = children.map((child) =>
    typeof child === 'string' ? escaped(child) : render(child, `${indent}  `),
  );
  return `${start}>\n${inner.join('')}${indent}</${name}>\n`;
}

/** What XML 1.0 calls a character (section 2.2), without half of a pair. */
const noCharacter = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Line ends in an attribute become blanks when it is read; as references they stay. */
function escaped(text: string): string {
  return text
    .replaceAll(noCharacter, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}
