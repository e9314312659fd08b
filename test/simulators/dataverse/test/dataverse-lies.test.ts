import { expect, test } from 'vitest'
import { describeWithFixtures, fixture } from '../../../support/fixtures.ts'
import type { Reply } from '../../common/http/reply.ts'
import { COMPANY, DataverseSimulator, IDS, type Lie } from '../index.ts'
import { ask } from './client.ts'

type Body = Record<string, unknown> & { value?: Record<string, unknown>[] }

/** A lie about the rows, or the whole, of a reply. */
interface Planted {
  readonly lie: string
  readonly path: string
  readonly prefer?: string
  readonly distort: Lie
  /** What the gate says. */
  readonly caught: RegExp
}

const TASKS =
  'msdyn_projecttasks?$select=msdyn_subject,msdyn_progress,msdyn_effort,msdyn_start,msdyn_summary,versionnumber,createdon,modifiedon'
const LINKS =
  'msdyn_projecttaskdependencies?$select=msdyn_projecttaskdependencylinktype,_msdyn_predecessortask_value'
const CHOICES =
  "EntityDefinitions(LogicalName='msdyn_projecttaskdependency')/Attributes/Microsoft.Dynamics.CRM.PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet"
const SHOWN = 'odata.include-annotations="*"'

const changed = (reply: Reply, change: (body: Body) => void): Reply => {
  const body = JSON.parse(String(reply.body)) as Body // the simulator's own reply
  change(body)
  return { ...reply, body: Buffer.from(JSON.stringify(body)) }
}

/** Changes the first row of a reply; only that of the request the lie is about. */
const row =
  (change: (first: Record<string, unknown>) => void): Lie =>
  (reply) =>
    changed(reply, ({ value: [first] = [] }) => {
      if (first !== undefined) change(first)
    })

const whole =
  (change: (body: Body) => void): Lie =>
  (reply) =>
    changed(reply, change)

const LIES: readonly Planted[] = [
  {
    lie: 'a count as OData 3 has it',
    path: TASKS,
    distort: whole((body) => (body['__count'] = 4)),
    caught: /additional/,
  },
  {
    lie: 'the envelope of OData 3',
    path: TASKS,
    distort: whole((body) => (body['d'] = { results: [] })),
    caught: /additional/,
  },
  {
    lie: 'paging by a number',
    path: TASKS,
    distort: whole((body) => (body['page'] = 1)),
    caught: /additional/,
  },
  { lie: 'no list', path: TASKS, distort: whole((body) => delete body['value']), caught: /required|value/ },
  {
    lie: 'another status',
    path: TASKS,
    distort: (reply) => ({ ...reply, status: 302 }),
    caught: /302 is not described/,
  },
  {
    lie: 'a refusal without the error object',
    path: 'msdyn_projecttasks?$select=nonsense',
    distort: (reply) => ({ ...reply, body: Buffer.from('{"message":"no"}') }),
    caught: /required property 'error'/,
  },
  {
    lie: 'a date as milliseconds',
    path: TASKS,
    distort: row((first) => (first['createdon'] = 1_767_603_600_000)),
    caught: /createdon/,
  },
  {
    lie: 'a date of OData 3',
    path: TASKS,
    distort: row((first) => (first['createdon'] = '/Date(1767603600000)/')),
    caught: /createdon/,
  },
  {
    lie: 'a date in local time',
    path: TASKS,
    distort: row((first) => (first['createdon'] = '2026-01-05T09:00:00')),
    caught: /createdon/,
  },
  {
    lie: 'a date with an offset',
    path: TASKS,
    distort: row((first) => (first['createdon'] = '2026-01-05T10:00:00+01:00')),
    caught: /whole seconds of UTC/,
  },
  {
    lie: 'a change before the creation',
    path: TASKS,
    distort: row((first) => (first['modifiedon'] = '2025-01-05T09:00:00Z')),
    caught: /before createdon/,
  },
  {
    lie: 'an id as a number',
    path: TASKS,
    distort: row((first) => (first['msdyn_projecttaskid'] = 7)),
    caught: /msdyn_projecttaskid/,
  },
  {
    lie: 'an id in braces',
    path: TASKS,
    distort: row((first) => (first['msdyn_projecttaskid'] = `{${IDS.design}}`)),
    caught: /msdyn_projecttaskid/,
  },
  {
    lie: 'a flag as text',
    path: TASKS,
    distort: row((first) => (first['msdyn_summary'] = 'false')),
    caught: /msdyn_summary/,
  },
  {
    lie: 'a decimal as text',
    path: TASKS,
    distort: row((first) => (first['msdyn_effort'] = '40')),
    caught: /is no number/,
  },
  {
    lie: 'progress in percent',
    path: TASKS,
    distort: row((first) => (first['msdyn_progress'] = 25)),
    caught: /share of one/,
  },
  {
    lie: 'no ETag',
    path: TASKS,
    distort: row((first) => delete first['@odata.etag']),
    caught: /@odata.etag/,
  },
  {
    lie: 'an ETag that is no version',
    path: TASKS,
    distort: row((first) => (first['@odata.etag'] = 'W/"abc"')),
    caught: /@odata.etag/,
  },
  {
    lie: 'the ETag of another version',
    path: TASKS,
    distort: row((first) => (first['@odata.etag'] = 'W/"1"')),
    caught: /not the version/,
  },
  {
    lie: 'a column less',
    path: TASKS,
    distort: row((first) => delete first['msdyn_effort']),
    caught: /is missing/,
  },
  {
    lie: 'a column more',
    path: TASKS,
    distort: row((first) => (first['msdyn_priority'] = 5)),
    caught: /was not asked for/,
  },
  {
    lie: 'a column that nobody has',
    path: TASKS,
    distort: row((first) => (first['msdyn_health'] = 'good')),
    caught: /msdyn_health|additional|alternatives/,
  },
  {
    lie: 'a column that this organisation lacks',
    path: LINKS,
    distort: row((first) => (first['msdyn_linktype'] = 192_350_000)),
    caught: /no column of this organisation/,
  },
  {
    lie: 'an option that does not exist',
    path: LINKS,
    distort: row((first) => (first['msdyn_projecttaskdependencylinktype'] = 192_350_001)),
    caught: /none of the options/,
  },
  {
    lie: 'the label of another option',
    path: LINKS,
    prefer: SHOWN,
    distort: row(
      (first) =>
        (first['msdyn_projecttaskdependencylinktype@OData.Community.Display.V1.FormattedValue'] =
          'Start to Finish'),
    ),
    caught: /should be shown as/,
  },
  {
    lie: 'no labels although they were asked for',
    path: LINKS,
    prefer: SHOWN,
    distort: row(
      (first) =>
        delete first['msdyn_projecttaskdependencylinktype@OData.Community.Display.V1.FormattedValue'],
    ),
    caught: /should be shown as/,
  },
  {
    lie: 'a row twice',
    path: TASKS,
    distort: whole(({ value = [] }) => value.push({ ...value[0] })),
    caught: /twice/,
  },
  {
    lie: 'a page that is too long',
    path: TASKS,
    prefer: 'odata.maxpagesize=2',
    distort: whole(({ value = [] }) => value.push({ ...value[0], msdyn_projecttaskid: IDS.link })),
    caught: /3 rows in a page of 2/,
  },
  {
    lie: 'a link to the next page without a token',
    path: TASKS,
    prefer: 'odata.maxpagesize=2',
    distort: whole(
      (body) => (body['@odata.nextLink'] = 'https://contoso.crm4.example/api/data/v9.2/msdyn_projecttasks'),
    ),
    caught: /without \$skiptoken/,
  },
  {
    lie: 'a delta link that nobody asked for',
    path: TASKS,
    distort: whole((body) => (body['@odata.deltaLink'] = 'https://contoso.crm4.example/x?$deltatoken=1')),
    caught: /nobody asked for/,
  },
  {
    lie: 'a tracked read without a delta link',
    path: TASKS,
    prefer: 'odata.track-changes',
    distort: whole((body) => delete body['@odata.deltaLink']),
    caught: /tracked page ends with/,
  },
  {
    lie: 'a deleted row in a first read',
    path: TASKS,
    prefer: 'odata.track-changes',
    distort: whole(({ value = [] }) =>
      value.push({
        '@odata.context': 'x/$metadata#msdyn_projecttasks/$deletedEntity',
        id: IDS.design,
        reason: 'deleted',
      }),
    ),
    caught: /outside of a delta/,
  },
  {
    lie: 'change tracking that is off',
    path: "EntityDefinitions?$select=LogicalName,ChangeTrackingEnabled&$filter=LogicalName eq 'msdyn_projecttask'",
    distort: row((first) => (first['ChangeTrackingEnabled'] = false)),
    caught: /is not off/,
  },
  {
    lie: 'change tracking as text',
    path: "EntityDefinitions?$select=LogicalName,ChangeTrackingEnabled&$filter=LogicalName eq 'msdyn_projecttask'",
    distort: row((first) => (first['ChangeTrackingEnabled'] = 'true')),
    caught: /boolean/,
  },
  {
    lie: 'options other than those of the rows',
    path: CHOICES,
    distort: row((first) =>
      (first['OptionSet'] as { Options: { Value: number }[] }).Options.forEach(
        (option) => (option.Value += 192_350_000),
      ),
    ),
    caught: /the options of msdyn_projecttaskdependencylinktype are/,
  },
  {
    lie: 'somebody without an organisation',
    path: 'WhoAmI',
    distort: whole((body) => delete body['OrganizationId']),
    caught: /OrganizationId/,
  },
]

describeWithFixtures('lies of the simulator', ['specs/dataverse.project.derived.openapi.json'], () => {
  test.each(LIES)('$lie is caught', async ({ path, prefer, distort, caught }) => {
    const simulator = await new DataverseSimulator({ ...COMPANY, gate: fixture('specs'), distort }).ready()
    await ask(simulator, path, prefer)
    expect(simulator.violations.map(({ place, problem }) => `${place} ${problem}`).join('\n')).toMatch(caught)
  })

  test('a deletion that never was is caught in a delta', async () => {
    let lying = false
    const distort: Lie = (reply) =>
      lying
        ? changed(reply, ({ value = [] }) =>
            value.push({
              '@odata.context': 'x/$metadata#msdyn_projecttasks/$deletedEntity',
              id: IDS.design,
              reason: 'deleted',
            }),
          )
        : reply
    const simulator = await new DataverseSimulator({ ...COMPANY, gate: fixture('specs'), distort }).ready()
    const first = await ask(simulator, TASKS, 'odata.track-changes')
    expect(simulator.violations).toEqual([])
    lying = true
    await ask(simulator, first.body['@odata.deltaLink'] ?? '', 'odata.track-changes')
    expect(simulator.violations.map(({ problem }) => problem)).toEqual(['was never deleted'])
  })

  test.each([
    ['msdyn_projecttasks?$select=msdyn_nonsense', /msdyn_nonsense/],
    ['msdyn_projecttasks?$skip=2', /\$skip unknown query parameter/],
    ['msdyn_projecttasks?select=msdyn_subject', /select unknown query parameter/],
    ['msdyn_projecttask', /no such operation/],
  ])('what a client should not ask is noted: %s', async (path, caught) => {
    const simulator = await new DataverseSimulator({ ...COMPANY, gate: fixture('specs') }).ready()
    await ask(simulator, path)
    const found = simulator.violations.filter(({ side }) => side === 'request')
    expect(found.map(({ place, problem }) => `${place} ${problem}`).join('\n')).toMatch(caught)
  })

  test('the tables are those of the description, but for what nobody has described', async () => {
    const { TABLES, UNDESCRIBED } = await import('../tables.ts')
    const { readFile } = await import('node:fs/promises')
    // Assembled from public documentation; see the index of the specifications.
    const described = JSON.parse(
      await readFile(fixture('specs/dataverse.project.entities.json'), 'utf8'),
    ) as {
      commonColumns: Record<string, string>
      entities: Record<string, { set: string; key: string; props: Record<string, string>; nav: object }>
    }
    for (const [name, { set, key, props, nav }] of Object.entries(described.entities)) {
      const table = TABLES.get(name)
      const beyond = UNDESCRIBED[name] ?? []
      const own = (table?.columns ?? []).map((column) => column.name).filter((one) => !beyond.includes(one))
      expect({ name, set: table?.set, key: table?.key, columns: own.toSorted() }).toEqual({
        name,
        set,
        key,
        columns: [...Object.keys(props), ...Object.keys(described.commonColumns)].toSorted(),
      })
      expect((table?.navigation ?? []).map((one) => one.name).toSorted()).toEqual(Object.keys(nav).toSorted())
    }
    const extra = [...TABLES.keys()].filter((name) => !(name in described.entities))
    expect(extra.filter((name) => UNDESCRIBED[name] !== 'all')).toEqual([])
  })
})
