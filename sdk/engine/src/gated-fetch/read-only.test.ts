import { describe, expect, test } from 'vitest'
import { createEgress } from './egress.ts'
import { changingOperation, checkReadOnly } from './read-only.ts'

const GRAPHQL = 'https://api.example.com/graphql'

function verdict(method: string, body?: unknown, address = GRAPHQL) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return checkReadOnly(
    {
      method,
      url: new URL(address),
      headers: new Headers(),
      body: body === undefined ? undefined : new TextEncoder().encode(text),
    },
    { queries: [GRAPHQL], egress: createEgress([GRAPHQL]) },
  )
}

describe('reading is read-only (law H4)', () => {
  test.each(['GET', 'HEAD', 'OPTIONS'])('%s reads', (method) => {
    expect(verdict(method)).toEqual({})
  })

  test.each(['PUT', 'PATCH', 'DELETE', 'patch', 'TRACE', 'PURGE'])('%s is refused', (method) => {
    expect(verdict(method).refusal).toBeDefined()
  })

  test('POST reads only at a declared address', () => {
    expect(verdict('POST', { query: '{ viewer { login } }' }).refusal).toBeUndefined()
    expect(verdict('POST', { a: 1 }, 'https://api.example.com/graphql/x').refusal).toContain('`queries`')
    expect(verdict('POST', { a: 1 }, 'https://api.example.com/repos').refusal).toContain('`queries`')
  })

  test.each([
    ['{ a }', undefined],
    ['query Q($m: String = "mutation {") { a(b: "mutation X { y }") # mutation\n }', undefined],
    ['fragment mutation on Issue { id } query { a { ...mutation } }', undefined],
    ['query mutation { mutation }', undefined],
    ['"""mutation {""" query { a }', undefined],
    ['mutation { deleteIssue(id: 1) { id } }', 'mutation'],
    ['query A { a } mutation B { b }', 'mutation'],
    ['# x\n,,mutation\n{ b }', 'mutation'],
    ['fragment F on X { id } mutation B { b }', 'mutation'],
    ['subscription { s }', 'subscription'],
  ])('%j holds %s', (document, expected) => {
    expect(changingOperation(document)).toBe(expected)
  })

  test('mutations are refused in a batch, as plain text and behind a doubled key', () => {
    const mutation = 'mutation { x }'
    expect(verdict('POST', { query: mutation }).refusal).toBe('it holds a GraphQL mutation')
    expect(verdict('POST', [{ query: '{ a }' }, { query: mutation }]).refusal).toBeDefined()
    expect(verdict('POST', mutation).refusal).toBeDefined()
    expect(verdict('POST', { extensions: { persistedQuery: {} } }).refusal).toContain('cannot be checked')
    const { body } = verdict('POST', '{"query":"mutation { x }","query":"{ a }"}')
    expect(new TextDecoder().decode(body)).toBe('{"query":"{ a }"}')
  })

  test('a mutation in the query of a GET is refused', () => {
    expect(verdict('GET', undefined, `${GRAPHQL}?query=mutation{x}`).refusal).toBeDefined()
  })
})
