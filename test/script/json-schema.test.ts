import { expect, test } from 'vitest';
import { sessionJsonSchema } from '../../src/script/json-schema.js';

test('the JSON Schema is draft-07, closed, and takes what a YAML reader of an editor makes of the values', () => {
  const schema = sessionJsonSchema();
  expect(schema).toMatchObject({
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    required: ['unattend'],
    additionalProperties: false,
    properties: { unattend: { type: 'integer', const: 1 }, base: { type: ['string', 'number', 'boolean'] } },
  });
  const { definitions, properties: top } = schema as {
    definitions: Record<string, { anyOf: { properties: Record<string, unknown> }[] }>;
    properties: { deploy: { items: { $ref: string } } };
  };
  const steps = definitions[top.deploy.items.$ref.replace('#/definitions/', '')]?.anyOf ?? [];
  expect(steps.map(({ properties }) => Object.keys(properties)[0])).toEqual([
    'run',
    'spawn',
    'copy',
    'scope',
    'use',
  ]);
  expect(steps[3]?.properties).toMatchObject({ steps: { items: top.deploy.items } });
  expect(steps[2]?.properties).toMatchObject({ mode: { type: ['string', 'integer'] } });
});

test('branches hold dialogues by reference, as deep as anyone nests them', () => {
  const { definitions } = sessionJsonSchema() as { definitions: { item: { anyOf: object[] } } };
  const branch = definitions.item.anyOf.at(-1);
  expect(branch).toMatchObject({
    required: ['one-of'],
    additionalProperties: false,
    properties: {
      'one-of': {
        items: { anyOf: [{ properties: { then: { items: { $ref: '#/definitions/item' } } } }, {}] },
      },
    },
  });
});
