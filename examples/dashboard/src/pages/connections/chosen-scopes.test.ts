import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasScope, withScopes } from './chosen-scopes.ts'

const web = { config: { repositories: ['acme/web'] } }
const api = { config: { repositories: ['acme/api'] } }
const board = { config: { projects: [{ owner: 'acme', number: 1 }] } }
const plan = { config: { planner: { plans: ['p1'] } } }
const all = [web, api, board, plan]

describe('chosen scopes', () => {
  test('are put beside what was written by hand, and the others are taken out', () => {
    const config = { baseUrl: 'https://x.example', repositories: ['acme/web', 'acme/hidden'] }
    expect(withScopes(config, all, [api, board])).toEqual({
      baseUrl: 'https://x.example',
      repositories: ['acme/hidden', 'acme/api'],
      projects: [{ owner: 'acme', number: 1 }],
    })
  })

  test('leave no empty list behind', () => {
    expect(withScopes({ repositories: ['acme/web'], planner: { url: 'u', plans: ['p1'] } }, all, [])).toEqual(
      {
        planner: { url: 'u' },
      },
    )
  })

  test('are those that the configuration names afterwards, whatever was chosen before', () => {
    const some = fc.subarray(all)
    fc.assert(
      fc.property(some, some, (before, chosen) => {
        const config = withScopes(withScopes({ baseUrl: 'u' }, all, before), all, chosen)
        expect(all.filter((scope) => hasScope(config, scope.config))).toEqual(chosen)
        expect(withScopes(config, all, chosen)).toEqual(config)
      }),
    )
  })

  test('are recognised whatever the order of their keys', () => {
    expect(hasScope({ projects: [{ number: 1, owner: 'acme' }] }, board.config)).toBe(true)
  })
})
