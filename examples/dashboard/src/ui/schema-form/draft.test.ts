import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { draftOf, readDraft } from './draft.ts'
import { formFieldsOf } from './form-fields.ts'

const schema = {
  type: 'object',
  properties: {
    repositories: { type: 'array', items: { type: 'string' }, description: 'Repositories to read' },
    baseUrl: { type: 'string', format: 'uri' },
    pullRequests: { type: 'boolean', default: false },
    boards: { type: 'boolean', default: true },
    history: { type: 'string', enum: ['none', 'events'], default: 'events' },
    limit: { type: 'integer' },
    appId: { anyOf: [{ type: 'string' }, { type: 'integer' }] },
    projects: {
      type: 'array',
      items: {
        type: 'object',
        properties: { owner: { type: 'string' }, number: { type: 'integer' } },
        required: ['owner', 'number'],
      },
    },
    planner: { type: 'object', properties: { groups: { type: 'array', items: { type: 'string' } } } },
    fields: { type: 'object', additionalProperties: { type: 'string' } },
  },
  required: ['baseUrl'],
}
const fields = formFieldsOf(schema)

describe('a form of a JSON Schema', () => {
  test('has a control for each shape, what is needed first', () => {
    expect(fields.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'baseUrl text',
      'repositories lines',
      'pullRequests flag',
      'boards flag',
      'history choice',
      'limit number',
      'appId text',
      'projects list',
      'planner group',
      'fields json',
    ])
  })

  test('leaves out what is empty or as it comes, and says what is missing', () => {
    expect(readDraft(fields, draftOf(fields, {}))).toEqual({
      value: {},
      problems: { baseUrl: 'This is needed; fill it in.' },
    })
  })

  test('keeps what was typed and says what is wrong with it, and where', () => {
    const draft = {
      ...draftOf(fields, { baseUrl: 'https://a.example' }),
      limit: '1.5',
      fields: '{"points"',
      projects: [{ owner: 'acme', number: 'seven' }, { owner: '' }],
    }
    const { problems } = readDraft(fields, draft)
    expect(Object.keys(problems)).toEqual([
      'limit',
      'projects.0.number',
      'projects.1.owner',
      'projects.1.number',
      'fields',
    ])
    expect(problems['limit']).toBe('"1.5" is no whole number; write e.g. 2.')
  })

  test('says again what was put into it', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/)
    const value = fc.record(
      {
        baseUrl: word,
        repositories: fc.array(word, { minLength: 1, maxLength: 3 }),
        pullRequests: fc.constant(true),
        boards: fc.constant(false),
        history: fc.constantFrom('none', 'events'),
        limit: fc.integer({ min: -5, max: 5 }),
        appId: word,
        projects: fc.array(fc.record({ owner: word, number: fc.nat(9) }), { minLength: 1, maxLength: 3 }),
        planner: fc.record({ groups: fc.array(word, { minLength: 1, maxLength: 2 }) }),
        fields: fc.dictionary(word, word),
      },
      { requiredKeys: ['baseUrl'] },
    )
    fc.assert(
      fc.property(value, (given) => {
        expect(readDraft(fields, draftOf(fields, given))).toEqual({ value: given, problems: {} })
      }),
    )
  })
})
