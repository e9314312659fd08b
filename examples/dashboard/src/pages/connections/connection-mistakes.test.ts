import { describe, expect, test } from 'vitest'
import { connectionMistakesOf } from './connection-mistakes.ts'

describe('mistakes of a connection', () => {
  test('stand at their fields', () => {
    expect(
      connectionMistakesOf(
        'The connection has 2 mistakes:\n  ["house-x"].titl is unknown; did you mean "title"?\n  ["house-x"].baseUrl is missing (Address of the site); write text in quotes.',
      ),
    ).toEqual({
      problems: {
        titl: 'This is unknown; did you mean "title"?',
        baseUrl: 'This is missing (Address of the site); write text in quotes.',
      },
      rest: [],
    })
  })

  test('name the line of a list', () => {
    expect(connectionMistakesOf('The connection: jira.projects[1] is no key.').problems).toMatchObject({
      projects: 'Line 2 is no key.',
    })
    expect(connectionMistakesOf('The connection: gh.projects[1].owner is missing.').problems).toEqual({
      'projects.1.owner': 'This is missing.',
    })
  })

  test('stay readable where they name no field', () => {
    const said = 'Secrets can be kept only when PMO_SECRET_KEY is set.'
    expect(connectionMistakesOf(said)).toEqual({ problems: {}, rest: [said] })
  })
})
