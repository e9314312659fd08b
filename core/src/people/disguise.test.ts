import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDisguise, digestOf, type Pseudonym } from './disguise.ts'

const salt = 'salt'
const mara: Pseudonym = {
  account: '10001',
  pseudonym: 'person-1',
  salt,
  digests: ['mara-lindt', 'Mara Lindt', 'mara@acme.example'].map((name) => digestOf(salt, name)),
}
const disguise = createDisguise([mara])

describe('a disguise', () => {
  test.each([
    [{ login: 'Mara-Lindt' }, { login: 'person-1' }],
    [{ assignee: 'mara-lindt' }, { assignee: 'person-1' }],
    [{ owners: ['mara-lindt', 'ada'] }, { owners: ['person-1', 'ada'] }],
    [{ xml: ['Resource', ['Name', 'Mara Lindt']] }, { xml: ['Resource', ['Name', 'person-1']] }],
    [{ email: 'mara@acme.example' }, { email: 'person-1@pseudonym.invalid' }],
    [{ url: 'https://x/users/mara-lindt/repos{/id}' }, { url: 'https://x/users/person-1/repos{/id}' }],
    [{ body: 'ask @mara-lindt, mara@acme.example' }, { body: 'ask @person-1, person-1@pseudonym.invalid' }],
    // The account itself, renamed since.
    [
      { id: 10_001, login: 'mara-new', name: 'M', html_url: 'https://x/mara-new' },
      { id: 10_001, login: 'person-1', name: 'person-1', html_url: 'https://x/person-1' },
    ],
  ])('takes the names out of %j', (value, expected) => {
    expect(disguise(value)).toEqual(expected)
  })

  test.each([
    [{ label: { name: 'mara-lindt' } }],
    [{ title: 'mara-lindt goes on a journey' }],
    [{ id: 10_001, name: 'an issue with the same number' }],
    [{ id: 10_002, login: 'ada', name: 'Ada' }],
    [{ ref: '10001', reporter: '10001' }],
  ])('leaves %j as it is', (value) => {
    expect(disguise(value)).toBe(value)
  })

  test('gives what it has written itself back as the same, and changes nothing that it is given', () => {
    const text = fc.constantFrom(
      'mara-lindt',
      'Mara Lindt',
      'mara@acme.example',
      '@mara-lindt!',
      'ada',
      '10001',
    )
    const field = fc.constantFrom('login', 'name', 'id', 'url', 'body', 'user', 'email', 'ref')
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        text,
        fc.nat(),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(field, tie('value')),
      ),
    }))
    fc.assert(
      fc.property(value, (given) => {
        const before = JSON.stringify(given)
        const once = disguise(given)
        expect(JSON.stringify(given)).toBe(before)
        expect(disguise(once)).toBe(once)
      }),
    )
  })
})
