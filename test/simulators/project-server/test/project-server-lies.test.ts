import { expect, test } from 'vitest'
import { describeWithFixtures } from '../../../support/fixtures.ts'
import type { Reply } from '../../common/http/reply.ts'
import { get, DESCRIPTION, guarded, MINIMAL, VERBOSE } from './client.ts'
import { IDS } from './company.ts'

type Tell = (body: Lie) => void
/** A parsed reply, to be told lies in. */
// oxlint-disable-next-line typescript/consistent-indexed-object-style -- a type that contains itself
interface Lie {
  [name: string]: Lie & Lie[] & string & number & boolean & null
}

const TASKS = '/ProjectData/Tasks?$inlinecount=allpages'
const PLAN = `/ProjectServer/Projects('${IDS.project}')?$expand=Tasks,TaskLinks,Tasks/Assignments,Calendar`

/** What a lie is told in, and what it is. `any` would be simpler; this keeps the linter's peace. */
const set =
  (path: readonly (string | number)[], value: unknown): Tell =>
  (body) => {
    let target: unknown = body
    for (const step of path.slice(0, -1)) target = (target as Record<string | number, unknown>)[step]
    const last = path.at(-1) ?? ''
    if (value === undefined) delete (target as Record<string | number, unknown>)[last]
    else (target as Record<string | number, unknown>)[last] = value
  }

const LIES: readonly (readonly [string, string, string, Tell])[] = [
  ['an invented total', TASKS, MINIMAL, set(['total'], 4)],
  ['a count that is a number', TASKS, MINIMAL, set(['odata.count'], 4)],
  ['a count that is left out', TASKS, MINIMAL, set(['odata.count'], undefined)],
  ['a count smaller than the page', TASKS, VERBOSE, set(['d', '__count'], '1')],
  ['a next link that leads nowhere', TASKS, MINIMAL, set(['odata.nextLink'], 'Tasks?page=2')],
  ['rows under another name', TASKS, VERBOSE, set(['d'], { rows: [] })],
  ['a GUID in capitals and braces', TASKS, MINIMAL, set(['value', 0, 'TaskId'], '{55555555-5555}')],
  ['an id that is a number', TASKS, MINIMAL, set(['value', 0, 'TaskId'], 5)],
  ['an epoch date', TASKS, MINIMAL, set(['value', 0, 'TaskStartDate'], 1_767_603_600_000)],
  ['a verbose date in the short form', TASKS, MINIMAL, set(['value', 0, 'TaskStartDate'], '/Date(0)/')],
  [
    'a plain date in the verbose form',
    TASKS,
    VERBOSE,
    set(['d', 'results', 0, 'TaskStartDate'], '2026-01-05T08:00:00'),
  ],
  ['a date with a zone', TASKS, MINIMAL, set(['value', 0, 'TaskStartDate'], '2026-01-05T08:00:00Z')],
  ['a date that is a word', TASKS, MINIMAL, set(['value', 0, 'TaskStartDate'], 'yesterday')],
  ['a decimal that is a number', TASKS, MINIMAL, set(['value', 0, 'TaskWork'], 8)],
  ['a decimal that is a word', TASKS, MINIMAL, set(['value', 0, 'TaskWork'], '8h')],
  ['a flag as text', TASKS, MINIMAL, set(['value', 0, 'TaskIsActive'], 'true')],
  ['null where there is always a value', TASKS, MINIMAL, set(['value', 0, 'TaskModifiedDate'], null)],
  ['a property that nobody knows', TASKS, MINIMAL, set(['value', 0, 'TaskColour'], 'red')],
  ['a property that is left out', TASKS, MINIMAL, set(['value', 0, 'TaskName'], undefined)],
  ['a row that is a text', TASKS, MINIMAL, set(['value', 0], 'row')],
  ['a task without its name', PLAN, MINIMAL, set(['Tasks', 0, 'Name'], undefined)],
  ['a task whose name is a number', PLAN, MINIMAL, set(['Tasks', 0, 'Name'], 7)],
  ['a task with a property that nobody knows', PLAN, MINIMAL, set(['Tasks', 0, 'Colour'], 'red')],
  ['a task without odata.id', PLAN, MINIMAL, set(['Tasks', 0, 'odata.id'], undefined)],
  ['a task of another type', PLAN, MINIMAL, set(['Tasks', 0, 'odata.type'], 'PS.DraftTask')],
  ['a length that says one thing and means another', PLAN, MINIMAL, set(['Tasks', 0, 'WorkMilliseconds'], 1)],
  ['a length as a number', PLAN, MINIMAL, set(['Tasks', 0, 'Duration'], 2)],
  ['a span of another length', PLAN, MINIMAL, set(['Tasks', 1, 'WorkTimeSpan'], 'PT1H')],
  ['no milliseconds', PLAN, MINIMAL, set(['Tasks', 0, 'DurationMilliseconds'], undefined)],
  ['a constraint that does not exist', PLAN, MINIMAL, set(['Tasks', 0, 'ConstraintType'], 9)],
  ['a percentage beyond 100', PLAN, MINIMAL, set(['Tasks', 0, 'PercentComplete'], 101)],
  ['a link type that does not exist', PLAN, MINIMAL, set(['TaskLinks', 0, 'DependencyType'], 4)],
  ['a lag as text', PLAN, MINIMAL, set(['TaskLinks', 0, 'LinkLag'], '1d')],
  ['null for no date', PLAN, MINIMAL, set(['Tasks', 0, 'Deadline'], null)],
  ['null for no object', PLAN, MINIMAL, set(['Calendar'], null)],
  [
    'a lookup value that is no entry',
    PLAN,
    MINIMAL,
    (body) => {
      const [, dig] = body['Tasks'] as unknown as Record<string, unknown>[]
      const key = Object.keys(dig ?? {}).find((name) => name.startsWith('Custom_')) ?? ''
      if (dig !== undefined) dig[key] = ['Build']
    },
  ],
  ['a list as one object', PLAN, MINIMAL, set(['TaskLinks'], {})],
  ['a verbose list without results', PLAN, VERBOSE, set(['d', 'Tasks'], [{}])],
  [
    'the error of another service',
    "/ProjectServer/Projects('99999999-9999-4999-8999-999999999999')",
    MINIMAL,
    set(['odata.error'], 'not found'),
  ],
]

const lying =
  (tell: Tell) =>
  (reply: Reply): Reply => {
    const body = JSON.parse(String(reply.body)) as Lie
    tell(body)
    return { ...reply, body: Buffer.from(JSON.stringify(body)) }
  }

describeWithFixtures('lies of the simulator', [DESCRIPTION], () => {
  test.each(LIES)('%s is caught', async (_lie, path, form, tell) => {
    const honest = await guarded()
    await get(honest, path, form)
    expect(honest.violations).toEqual([])
    const liar = await guarded({ distort: lying(tell) })
    await get(liar, path, form)
    expect(liar.violations.map(({ side }) => side)).toContain('reply')
  })

  test.each([
    ['a status that no one describes', { status: 206 }],
    ['no body', { body: Buffer.from('') }],
    ['a body that is no JSON', { body: Buffer.from('<html>') }],
  ])('%s is caught', async (_lie, change) => {
    for (const path of [TASKS, PLAN]) {
      const liar = await guarded({ distort: (reply) => ({ ...reply, ...change }) })
      await get(liar, path)
      expect(liar.violations.map(({ side }) => side)).toContain('reply')
    }
  })
})
