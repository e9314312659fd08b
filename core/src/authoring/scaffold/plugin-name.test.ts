import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePluginName } from './plugin-name.ts'

test('a name is known in every form that files need', () => {
  expect(parsePluginName('acme-tracker-2')).toEqual({
    id: 'acme-tracker-2',
    camel: 'acmeTracker2',
    pascal: 'AcmeTracker2',
    title: 'Acme tracker 2',
  })
  expect(parsePluginName('@acme/linear')).toMatchObject({ id: 'linear', scope: '@acme' })
})

describe('a bad name is refused with one that would do', () => {
  test.each([
    ['Acme Tracker', 'for example: acme-tracker'],
    ['acmeTracker', 'for example: acme-tracker'],
    ['pmo-plugin-Jira', 'for example: jira'],
    ['3d', 'for example: d'],
    ['a--b', 'for example: a-b'],
    ['-a', 'for example: a'],
    ['', 'for example: linear'],
    ['..', 'for example: linear'],
    ['../outside', 'for example: outside'],
    ['/etc/passwd', 'for example: passwd'],
    ['a/b/c', 'for example: c'],
    ['acme/linear', 'a scope is written as @scope/name'],
    ['größe', 'for example: gr-e'],
    ['x'.repeat(41), 'longer than 40'],
  ])('%s', (name, hint) => {
    expect(() => parsePluginName(name)).toThrow(hint)
  })

  test('and what is suggested can be used', () => {
    const suggested = fc.string().map((text) => {
      try {
        return parsePluginName(text).id
      } catch (error) {
        return /for example: (\S+)\.$/.exec(String(error))?.[1] ?? ''
      }
    })
    fc.assert(fc.property(suggested, (name) => parsePluginName(name).id === name))
  })
})
