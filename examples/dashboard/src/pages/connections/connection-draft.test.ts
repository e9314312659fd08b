import { describe, expect, test } from 'vitest'
import { formFieldsOf } from '../../ui/schema-form/form-fields.ts'
import { freeName, readConnection } from './connection-draft.ts'

const fields = formFieldsOf({
  type: 'object',
  properties: { baseUrl: { type: 'string' } },
  required: ['baseUrl'],
})
const draft = { id: 'jira', title: ' Our Jira ', config: { baseUrl: 'https://x.example' }, secrets: {} }

describe('the form of a connection', () => {
  test('sends values of secrets apart from the connection, and empty ones not at all', () => {
    const reading = readConnection(
      {
        ...draft,
        secrets: {
          email: { by: 'reference', text: 'env:JIRA_EMAIL' },
          apiToken: { by: 'value', text: 's3cret' },
          pat: { by: 'value', text: '' },
        },
      },
      { plugin: 'jira', fields, every: 'never' },
    )
    expect(reading).toEqual({
      ok: true,
      secretValues: { apiToken: 's3cret' },
      connection: {
        plugin: 'jira',
        title: 'Our Jira',
        baseUrl: 'https://x.example',
        secrets: { email: 'env:JIRA_EMAIL' },
        sync: { every: 'never' },
      },
    })
    expect(JSON.stringify(reading.ok && reading.connection)).not.toContain('s3cret')
  })

  test('keeps references that are there, but not beside a value in their place', () => {
    const reading = readConnection(
      { ...draft, secrets: { apiToken: { by: 'value', text: 'x' } } },
      { plugin: 'jira', fields, references: { email: 'env:E', apiToken: 'env:T' } },
    )
    expect(reading).toMatchObject({ connection: { secrets: { email: 'env:E' } } })
  })

  test('takes no secret for a reference', () => {
    expect(
      readConnection(
        { ...draft, secrets: { apiToken: { by: 'reference', text: 's3cret' } } },
        { plugin: 'jira', fields },
      ),
    ).toEqual({
      ok: false,
      problems: { 'secrets.apiToken': 'This is no reference; write env:NAME or file:PATH.' },
    })
  })

  test('proposes a name that is free', () => {
    expect(freeName('jira', [])).toBe('jira')
    expect(freeName('jira', ['jira', 'jira-2'])).toBe('jira-3')
  })
})
