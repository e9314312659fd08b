import { expect, test } from 'vitest'
import { hostileDocument, sampleDocument, sampleFinding } from '../test-support/sample-document.ts'
import { failures } from './fail-on.ts'
import { REPORT_FORMATS, writeReport, type CheckDocument } from './index.ts'

interface SarifRun {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } }
  readonly invocations: readonly {
    readonly executionSuccessful: boolean
    readonly toolExecutionNotifications: readonly { readonly associatedRule: { readonly id: string } }[]
  }[]
  readonly results: readonly {
    readonly ruleId: string
    readonly ruleIndex: number
    readonly kind: string
    readonly level: string
    readonly message: { readonly text: string }
    readonly partialFingerprints?: Readonly<Record<string, string>>
    readonly suppressions?: readonly { readonly justification: string; readonly status: string }[]
    readonly locations: readonly {
      readonly physicalLocation?: { readonly artifactLocation: { readonly uri: string } }
    }[]
  }[]
}

function sarif(document: CheckDocument, path?: string): SarifRun {
  const log = JSON.parse(writeReport('sarif', document, path === undefined ? {} : { path })) as {
    readonly version: string
    readonly runs: readonly SarifRun[]
  } // asserted below
  const [run] = log.runs
  if (run === undefined) throw new Error('The log has no run.')
  expect(log.version).toBe('2.1.0')
  return run
}

test('SARIF tells breach, waiver, unknown and error apart, and names each finding for ever', () => {
  const run = sarif(sampleDocument())
  const [open, waived, unknown, ...rest] = run.results
  expect(rest).toEqual([])
  expect(open).toMatchObject({
    ruleId: 'agile.stale',
    kind: 'fail',
    level: 'warning',
    partialFingerprints: { 'finding/v1': 'f-0123456789abcdef' },
    locations: [{ physicalLocation: { artifactLocation: { uri: 'https://desk.example/browse/DOCK-17' } } }],
  })
  expect(open).not.toHaveProperty('suppressions')
  expect(waived).toMatchObject({ kind: 'fail', suppressions: [{ kind: 'external', status: 'accepted' }] })
  expect(waived?.suppressions?.[0]?.justification).toContain('The supplier is on strike.')
  expect(unknown).toMatchObject({ ruleId: 'data.fresh', kind: 'open', level: 'none' })
  for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId)
  expect(run.invocations).toMatchObject([
    { executionSuccessful: false, toolExecutionNotifications: [{ associatedRule: { id: 'house.odd' } }] },
  ])
  expect(sarif(sampleDocument({ undecided: [] })).invocations[0]?.executionSuccessful).toBe(true)
})

test('an item is called by its key, else by its title, in every sentence that stands alone', () => {
  const named = (item: object): readonly string[] => {
    const document = sampleDocument({ findings: [sampleFinding({ item })], undecided: [] })
    const text = writeReport('text', document).split('  ')[3]?.split(':')[0] ?? ''
    return [text, sarif(document).results[0]?.message.text.split(': ')[0] ?? '']
  }
  expect(named({ key: 'DOCK-17', title: 'Crane' })).toEqual(['DOCK-17', 'DOCK-17'])
  expect(named({ title: 'Crane' })).toEqual(['"Crane"', '"Crane"'])
  expect(named({ title: `x${'🏗'.repeat(90)}` })[0]).toBe(`"x${'🏗'.repeat(39)}…"`)
  expect(named({ title: ' ' })).toEqual(['desk/17', 'desk/17'])
  expect(named({})).toEqual(['desk/17', 'desk/17'])
  const own = sampleFinding({ message: 'DOCK-17 has not moved.' })
  const project = sampleFinding({ subject: { grain: 'project', project: 'docks' }, message: 'No plan.' })
  const { results } = sarif(sampleDocument({ findings: [own, project] }))
  expect(results[0]?.message.text).toMatch(/^DOCK-17 has not moved/)
  expect(results[1]?.message.text).toMatch(/^No plan/)
})

test('SARIF shows every result at a file of the repository where one is named', () => {
  const uris = sarif(sampleDocument(), 'docs/my plan.md').results.map(
    ({ locations: [place] }) => place?.physicalLocation?.artifactLocation.uri,
  )
  expect(uris).toEqual(['docs/my%20plan.md', 'docs/my%20plan.md', 'docs/my%20plan.md'])
  expect(JSON.stringify(sarif(hostileDocument()))).not.toContain('"uri":"javascript')
})

test('A report of nothing is valid, and of a rule that is not listed too', () => {
  const nothing = sampleDocument({ rules: [], results: [], findings: [], undecided: [] })
  for (const format of REPORT_FORMATS) expect(writeReport(format, nothing)).not.toBe('')
  const [result] = sarif(sampleDocument({ rules: [] })).results
  expect(result).not.toHaveProperty('ruleIndex')
})

test('Text has a line a finding and the totals, and nothing that steers a terminal', () => {
  expect(writeReport('text', sampleDocument())).toBe(
    [
      'warning  docks  agile.stale  DOCK-17: It has not moved for 20 days; 14 are allowed. [Mara; due 2026-03-16]',
      'warning  docks  agile.stale  docks: It has not moved for 20 days; 14 are allowed. [Mara; due 2026-03-16; waived until 2026-03-10: The supplier is on strike.]',
      'unknown  docks  data.fresh: It was never read. (4 times)',
      'error  docks  house.odd: The check threw.',
      '',
      '12 passed, 2 failed (1 open, 1 waived), 3 not applicable, 4 unknown, 1 in error',
      '',
    ].join('\n'),
  )
  const lines = writeReport('text', hostileDocument()).trimEnd().split('\n')
  expect(lines).toHaveLength(6)
  // oxlint-disable-next-line no-control-regex
  expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u202e]/)
})

test('Markdown counts everything, links items, and lets no text format, link, notify or refer', () => {
  const text = writeReport('md', sampleDocument())
  expect(text).toContain('| 12 | 2 | 1 | 1 | 3 | 4 | 1 |')
  expect(text).toContain('[DOCK-17](https://desk.example/browse/DOCK-17)')
  expect(text).toContain('#### Waived (1)')
  expect(text).toContain('#### Not judged (5)')
  const hostile = writeReport('md', hostileDocument())
  for (const bad of ['<img', '@team', ' #12', '](javascript', '\u0000', '\u202e', '\n# Head'])
    expect(hostile).not.toContain(bad)
  expect(hostile).toContain(String.raw`&lt;img src=x onerror=alert\(1\)&gt; \| &#64;team &#35;12`)
  // Every row keeps the cells of its table.
  const cells = (line: string): number => line.replaceAll(String.raw`\|`, '').split('|').length
  for (const line of hostile.split('\n').filter((one) => one.startsWith('| warning')))
    expect(cells(line)).toBe(7)
  const many = sampleDocument({ findings: Array.from({ length: 130 }, () => sampleFinding()) })
  expect(writeReport('md', many)).toContain('And 30 more.')
  expect(writeReport('md', many).length).toBeLessThan(65_536)
})

test('JUnit counts as failures what the pipeline fails on, and tells the rest', () => {
  const all = writeReport('junit', sampleDocument())
  expect(all).toContain('<testsuites name="standards" tests="5" failures="1" errors="1">')
  expect(writeReport('junit', sampleDocument(), { severity: 'warning' })).toBe(all)
  const errors = writeReport('junit', sampleDocument(), { severity: 'error' })
  expect(errors).toContain('<testsuites name="standards" tests="5" failures="0" errors="1">')
  expect(errors).not.toContain('<failure')
  expect(errors).toContain('Below error: warning: DOCK-17: It has not moved for 20 days; 14 are allowed.')
  // How bad it is in a project comes before how bad the rule is elsewhere.
  const results = sampleDocument().results.map((one) => ({ ...one, severity: 'error' as const, unknown: 1 }))
  expect(writeReport('junit', sampleDocument({ results }), { severity: 'error' })).toContain('failures="1"')
  // A failure below the severity is no case of which nothing is known.
  const doubtful = sampleDocument().results.map((one) => ({ ...one, pass: 0, unknown: 3 }))
  expect(
    writeReport('junit', sampleDocument({ results: doubtful.slice(0, 1) }), { severity: 'error' }),
  ).toContain('failures="0" errors="0" skipped="0"')
})

test('a finding that could not be confirmed says so in every form', () => {
  const unconfirmed = { since: '2026-03-03T02:00:00Z', why: 'It has no date.' }
  const { totals } = sampleDocument()
  const document = sampleDocument({
    totals: { ...totals, unconfirmed: 1 },
    findings: [sampleFinding({ unconfirmed })],
  })
  for (const format of ['text', 'md', 'junit'] as const)
    expect(writeReport(format, document)).toContain('not confirmed since 2026-03-03')
  expect(writeReport('text', document)).toContain('(1 open, 1 waived, 1 of them not confirmed)')
  expect(sarif(document).results[0]).toMatchObject({
    properties: { unconfirmedSince: unconfirmed.since, unconfirmedBecause: unconfirmed.why },
  })
})

test('A pipeline fails by what it asked for, and never passes because nothing was judged', () => {
  const document = sampleDocument()
  expect(failures(document, ['none'])).toEqual([])
  expect(failures(document, [])).toEqual([])
  expect(failures(document, ['breach'])).toEqual(['1 open finding.'])
  expect(failures(document, ['breach'], 'warning')).toEqual(['1 open finding of severity warning or worse.'])
  expect(failures(document, ['breach'], 'error')).toEqual([])
  expect(failures(document, ['unknown', 'error'])).toEqual([
    '4 subjects could not be judged: unknown.',
    '1 subject could not be judged: a rule failed itself.',
  ])
  const waived = sampleDocument({ counts: sampleDocument().counts.slice(1) })
  expect(failures(waived, ['breach'])).toEqual([])
  const nothing = sampleDocument({
    results: [],
    counts: [],
    totals: { ...sampleDocument().totals, unknown: 0, error: 0 },
  })
  for (const one of ['breach', 'unknown', 'error'] as const)
    expect(failures(nothing, [one])).toEqual(['No rule has judged anything of what was asked for.'])
  expect(failures(nothing, ['none'])).toEqual([])
})
