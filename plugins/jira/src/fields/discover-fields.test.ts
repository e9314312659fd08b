import fc from 'fast-check'
import { expect, test } from 'vitest'
import { discoverFields } from './discover-fields.ts'
import { requestedFields } from './field-table.ts'

const field = (
  id: string,
  name: string,
  schema: { custom?: string; type?: string } = {},
  project?: string,
) => ({
  id,
  key: id,
  name,
  schema,
  ...(project !== undefined && { scope: { type: 'PROJECT', project: { id: project } } }),
})

const GH = 'com.pyxis.greenhopper.jira'
const site = [
  field('summary', 'Summary', { type: 'string' }),
  field('customfield_10002', 'Sprint', { custom: `${GH}:gh-sprint`, type: 'array' }),
  field('customfield_10014', 'Epos-Verknüpfung', { custom: `${GH}:gh-epic-link`, type: 'any' }),
  field('customfield_10016', 'Story point estimate', { custom: `${GH}:jsw-story-points`, type: 'number' }),
  field('customfield_10026', 'Story Points', { type: 'number' }),
  field('customfield_10030', 'Story Points', { type: 'option' }),
  field('customfield_10021', 'Flagged', { type: 'array' }),
  field('customfield_10040', 'Start date', { type: 'date' }),
  field('customfield_10041', 'Start date', { type: 'string' }),
  field('customfield_10050', 'Team', { type: 'option' }, '10'),
  field('customfield_10051', 'Team', { type: 'option' }, '11'),
]

test('a field is found by its kind whatever it is called, and by its name only where its values fit', () => {
  const { table } = discoverFields(site)
  expect(table['epicLink']).toEqual(['customfield_10014'])
  expect(table['sprint']).toEqual(['customfield_10002'])
  expect(table['startDate']).toEqual(['customfield_10040'])
  expect(table['flagged']).toEqual(['customfield_10021'])
})

test('both estimates are kept, in the order that the kind of project gives', () => {
  expect(discoverFields(site).table['points']).toEqual(['customfield_10026', 'customfield_10016'])
  expect(discoverFields(site, { teamManaged: true }).table['points']).toEqual([
    'customfield_10016',
    'customfield_10026',
  ])
})

test('the config names a field by name, id or kind, replaces what was found, and learns what is missing', () => {
  const fields = { points: ['customfield_10030', 'Gone'], team: ' team ', iteration: `${GH}:gh-sprint` }
  const { table, missing } = discoverFields(site, { fields, project: '11' })
  expect(table['points']).toEqual(['customfield_10030'])
  expect(table['team']).toEqual(['customfield_10051'])
  expect(table['iteration']).toEqual(['customfield_10002'])
  expect(missing).toEqual([{ role: 'points', wanted: 'Gone' }])
})

test('a role without a field asks for nothing, and its name may be anything', () => {
  const { table } = discoverFields(site, { fields: { ['__proto__']: 'Team', constructor: 'Nowhere' } })
  expect(Object.keys(table)).toContain('__proto__')
  expect(Object.hasOwn(table, 'constructor')).toBe(false)
  expect(requestedFields(table)).toContain('customfield_10050')
})

test('the order in which the site lists its fields does not matter', () => {
  const { table } = discoverFields(site)
  fc.assert(
    fc.property(fc.shuffledSubarray(site, { minLength: site.length }), (shuffled) => {
      expect(JSON.stringify(discoverFields(shuffled).table)).toBe(JSON.stringify(table))
    }),
    { numRuns: 30 },
  )
})

test('a project’s own field comes first, then the oldest', () => {
  const starts = [
    field('customfield_300', 'Start date', { type: 'date' }),
    field('customfield_20', 'Start date', { type: 'date' }),
    field('customfield_900', 'Start date', { type: 'date' }, '11'),
  ]
  const order = ['customfield_900', 'customfield_20', 'customfield_300']
  for (const fields of [starts, starts.toReversed()])
    expect(discoverFields(fields, { project: '11' }).table['startDate']).toEqual(order)
})

test('nonsense in the list of fields is passed over', () => {
  fc.assert(
    fc.property(fc.array(fc.object()), (fields) => {
      const { table } = discoverFields(fields)
      expect(
        Object.values(table)
          .flat()
          .every((id) => typeof id === 'string'),
      ).toBe(true)
    }),
    { numRuns: 50 },
  )
})
