import { readFileSync } from 'node:fs'
import { portfolioRecord, z, type PortfolioRecord } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { describeWithFixtures, fixture } from '../../../test/support/fixtures.ts'
import { toIssueRecords } from '../src/map/issue.ts'
import { IssueItem } from '../src/wire/issue.ts'

const RECORDING = 'recordings/jira-data-center/issues.json'

// What is counted here is read out of the recording by other means than the mapping's: its text.
describeWithFixtures('the recorded issues of a real Data Center', [RECORDING], () => {
  const text = readFileSync(fixture(RECORDING), 'utf8')
  const issues = z.array(z.looseObject({ id: z.string(), key: z.string() })).parse(JSON.parse(text))
  const count = (pattern: RegExp): number => new Set(text.match(pattern)).size

  function mapped(projects?: readonly string[]): readonly PortfolioRecord[] {
    return issues.flatMap((issue) =>
      toIssueRecords(IssueItem.parse({ issue, fields: { rank: ['customfield_10005'] } }), {
        site: 'https://jira.example',
        project: '10009',
        projects,
      }).map((record) => portfolioRecord.parse(record)),
    )
  }
  const kinds = (records: readonly PortfolioRecord[]) =>
    Object.fromEntries(
      Map.groupBy(records, ({ kind }) => kind)
        .entries()
        .map(([kind, { length }]) => [kind, length]),
    )

  test('each issue, link and entry of the history becomes one record', () => {
    const records = mapped(['DZFNK0168'])
    expect(kinds(records)).toEqual({
      workItem: count(/"key": "DZFNK0168-\d+"/g),
      dependency: count(/issueLink\/\d+/g),
      change: [...text.matchAll(/"toString": /g)].length,
    })
    expect(records.filter(({ kind }) => kind === 'workItem')).toHaveLength(issues.length)
    expect(new Set(records.map(({ kind, ref }) => `${kind} ${ref}`)).size).toBe(records.length)
  })

  test('a link is told by one of its ends, whichever projects are read', () => {
    for (const projects of [
      ['DZFNK0168'],
      ['DZFNK0168', 'IP8CUD168'],
      ['DZFNK0168', 'IP8CUD168', 'M2VRIQ168'],
    ]) {
      const refs = mapped(projects).flatMap(({ kind, ref }) => (kind === 'dependency' ? [ref] : []))
      // Links into a project that is read are told by the end that they lead out of, which may lie over there.
      const foreign = projects.slice(1).map((key) => `"inwardIssue":{[^{}]*"key":"${key}-`)
      const told = foreign.reduce(
        (sum, pattern) => sum + [...JSON.stringify(issues).matchAll(new RegExp(pattern, 'g'))].length,
        0,
      )
      expect([projects, refs.length, new Set(refs).size]).toEqual([
        projects,
        count(/issueLink\/\d+/g) - told,
        refs.length,
      ])
    }
  })

  test('what blocks comes before what is blocked, and far ends keep their keys', () => {
    const edges = mapped(['DZFNK0168']).filter((record) => record.kind === 'dependency')
    expect(edges.find(({ ref }) => ref === '10111')).toMatchObject({
      from: '10806',
      to: '10802',
      type: 'blocks',
    })
    expect(edges.find(({ ref }) => ref === '10100')).toMatchObject({
      to: { key: 'IP8CUD168-35304' },
      external: true,
    })
    expect(edges.find(({ ref }) => ref === '10106')).toMatchObject({
      type: 'duplicates',
      nativeType: 'duplicates',
    })
  })

  test('nothing of an issue is guessed: what the recording leaves empty is absent', () => {
    const item = mapped(['DZFNK0168']).find(({ kind, ref }) => kind === 'workItem' && ref === '10802')
    expect(item).toMatchObject({
      key: 'DZFNK0168-1',
      container: '10009',
      type: 'bug',
      nativeType: 'Bug',
      status: 'To Do',
      statusCategory: 'todo',
      priority: 2,
      nativePriority: 'Medium',
      reporter: 'admin',
      created: '2023-05-29T03:57:06.000Z',
      fields: { rank: '0|i004y7:' },
      url: 'https://jira.example/browse/DZFNK0168-1',
    })
    for (const field of [
      'due',
      'points',
      'milestone',
      'parent',
      'finished',
      'resolution',
      'blocked',
      'warnings',
    ])
      expect(item).not.toHaveProperty(field)
  })
})
