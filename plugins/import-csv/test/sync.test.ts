import { syncConnection, type StreamResult } from '@headless-pmo/engine'
import { contributionsOf, type RecordKind, type RecordOf } from '@headless-pmo/sdk'
import { memoryStore, type MemoryStore } from '@headless-pmo/testing'
import { expect, test } from 'vitest'
import plugin from '../src/index.ts'
import { tableHost, type TableHost } from './table-host.ts'

const columns = { key: 'ID', title: 'Name' }

async function sync(
  host: TableHost,
  store: MemoryStore,
  config: Readonly<Record<string, unknown>> = {},
): Promise<StreamResult> {
  const [connector] = contributionsOf(plugin, 'connector')
  if (connector === undefined) throw new Error('the plugin has a connector')
  const [result] = await syncConnection({
    connection: 'sheet',
    pluginVersion: plugin.version,
    connector,
    config: connector.config.parse({ files: ['exports'], columns, ...config }),
    store,
    lease: { name: 'sheet', fence: 1 },
    clock: { now: () => 0, sleep: async () => undefined },
    fetch: host.fetch,
    signal: new AbortController().signal,
    full: false,
    censusEveryMs: 86_400_000,
  })
  if (result === undefined) throw new Error('the connector has a stream')
  return result
}

/** The live records of a kind, by ref. */
async function records<K extends RecordKind>(store: MemoryStore, kind: K): Promise<RecordOf<K>[]> {
  const refs = new Set(store.log.writes.filter((write) => write.kind === kind).map(({ ref }) => ref))
  const lease = { name: 'sheet', fence: 1 }
  const found = await store.transaction(lease, (tx) =>
    tx.records(
      'sheet',
      [],
      [...refs].map((ref) => ({ kind, ref })),
    ),
  )
  return found
    .filter(({ gone }) => gone === undefined)
    .map(({ data }) => data)
    .filter((data): data is RecordOf<K> => data.kind === kind)
    .toSorted((a, b) => (a.ref < b.ref ? -1 : 1))
}

async function imported(text: string | Uint8Array, config: Readonly<Record<string, unknown>> = {}) {
  const store = memoryStore()
  const result = await sync(tableHost({ 'exports/plan.csv': text }), store, config)
  return { store, result, reasons: result.reasons.join(' ') }
}

const everything = `Schlüssel;Titel;Typ;Status;Wer;Team;Fällig;Start;Aufwand;Fortschritt;Oberpunkt;Nach;Kosten;Stichworte;Quartal
P-1;Hafen;Epic;In Arbeit;;Ops;;;;40 %;;;;;Q1
P-2;Kran;Aufgabe;Offen;"Lovelace, Ada; grace@navy.example";Ops;13.02.2027;01.02.2027 08:00;2,5;;P-1;;"1.250,00";"rot, laut";Q1
P-3;Abnahme;Meilenstein;Verschoben;;;;;;;;P-2;;;
`

test('a row becomes a work item with all that its columns say', async () => {
  const { store, result } = await imported(everything, {
    columns: {
      key: 'Schlüssel',
      title: 'Titel',
      type: 'Typ',
      status: 'Status',
      assignees: 'Wer',
      container: 'Team',
      due: 'Fällig',
      plannedStart: 'Start',
      estimate: 'Aufwand',
      percentComplete: 'Fortschritt',
      parent: 'Oberpunkt',
      predecessors: 'Nach',
      plannedCost: 'Kosten',
      labels: 'Stichworte',
    },
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
  })
  expect(result).toMatchObject({ state: 'ok' })
  const [epic, crane, acceptance] = await records(store, 'workItem')
  expect(epic).toMatchObject({ ref: 'P-1', type: 'epic', statusCategory: 'in_progress', percentComplete: 40 })
  expect(crane).toEqual({
    kind: 'workItem',
    ref: 'P-2',
    key: 'P-2',
    container: 'in/Ops',
    type: 'task',
    nativeType: 'Aufgabe',
    title: 'Kran',
    status: 'Offen',
    statusCategory: 'todo',
    assignees: ['Lovelace, Ada', 'grace@navy.example'],
    due: '2027-02-13',
    plannedStart: '2027-02-01T08:00:00',
    estimate: 150,
    parent: 'P-1',
    plannedCost: { amount: '1250.00', currency: 'EUR' },
    labels: ['rot', 'laut'],
    fields: { Quartal: 'Q1' },
  })
  expect(acceptance).toMatchObject({
    isMilestone: true,
    status: 'Verschoben',
    statusCategory: 'todo',
    container: 'table',
  })
  expect(acceptance?.warnings).toEqual([expect.stringContaining('"Verschoben"')])
  expect(await records(store, 'dependency')).toMatchObject([{ from: 'P-2', to: 'P-3', type: 'FS' }])
  expect(await records(store, 'container')).toMatchObject([
    { ref: 'in/Ops', name: 'Ops', timeZone: 'Europe/Berlin' },
    { ref: 'table' },
  ])
  expect(await records(store, 'account')).toMatchObject([
    { ref: 'Lovelace, Ada', displayName: 'Lovelace, Ada' },
    { ref: 'grace@navy.example', email: 'grace@navy.example' },
  ])
  expect(await records(store, 'fieldDefinition')).toMatchObject([{ key: 'Quartal' }])
})

test.each([
  [
    'ID,Name\nA,x\n,y\nA,z\nB,w\n',
    [
      'Row 3 of "exports/plan.csv" has no key in the column "ID"',
      'The key "A" stands in row 2 of "exports/plan.csv" and in row 4',
    ],
  ],
  [
    'Id,Nmae\nA,x\n',
    [
      'There is no column "ID" for `key`: did you mean "Id"?',
      'There is no column "Name" for `title`: did you mean "Nmae"?',
    ],
  ],
  ['ID,Name\nA,x,y\n', ['Row 2 of "exports/plan.csv" has 3 cells where the table has 2 columns']],
  ['ID,Name\nA,"x\n', ['never closed']],
  ['', ['has no row of names']],
  ['ID,Name,Team\nA,x,t\nB,y,t\nC,z', ['breaks off in row 4, which has 2 of 3 cells']],
])('%j is refused, naming the rows', async (text, sentences) => {
  const { result, reasons, store } = await imported(text)
  expect(result.state).toBe('failed')
  for (const sentence of sentences) expect(reasons).toContain(sentence)
  expect(await records(store, 'workItem')).toEqual([])
})

test('an ambiguous date is refused with its row, and what is stored stays', async () => {
  const host = tableHost({ 'exports/plan.csv': 'ID,Name,Due\nA,x,2027-02-13\n' })
  const store = memoryStore()
  const config = { columns: { ...columns, due: 'Due' } }
  await sync(host, store, config)
  host.put('exports/plan.csv', 'ID,Name,Due\nA,x,2027-02-13\nB,y,03/04/2027\n')
  const result = await sync(host, store, config)
  expect(result.reasons.join()).toContain('"03/04/2027" in row 3 of "exports/plan.csv", column "Due"')
  expect(await records(store, 'workItem')).toMatchObject([{ ref: 'A', due: '2027-02-13' }])
  expect(await sync(host, store, { ...config, dates: 'month-day-year' })).toMatchObject({ state: 'ok' })
  expect(await records(store, 'workItem')).toMatchObject([{ due: '2027-02-13' }, { due: '2027-03-04' }])
})

test('what a cell cannot be read as is kept as it is, with a warning', async () => {
  const { store } = await imported('ID,Name,Due,Effort\nA,x,next week,soon\nB,y,2027-01-02,3h\n', {
    columns: { ...columns, due: 'Due', estimate: 'Effort' },
  })
  const [a, b] = await records(store, 'workItem')
  expect(a).toMatchObject({
    fields: { due: 'next week', estimate: 'soon' },
    warnings: [{}, {}].map(() => expect.any(String) as string),
  })
  expect(a).not.toHaveProperty('due')
  expect(b).toMatchObject({ due: '2027-01-02', estimate: 180 })
})

test('short rows are rows, as long as the last is not the only one', async () => {
  const { result, store } = await imported('ID,Name,Team\nA,x,t\nB,y\nC,z,t\nD,w')
  expect(result.state).toBe('ok')
  expect(await records(store, 'workItem')).toHaveLength(4)
})

test('a row that is its own parent is kept so, for core to report', async () => {
  const { store } = await imported('ID,Name,Up\nA,x,A\nB,y,A\n', { columns: { ...columns, parent: 'Up' } })
  const [a, b] = await records(store, 'workItem')
  expect(a).toMatchObject({ parent: 'A' })
  expect(b).toMatchObject({ parent: 'A' })
})

test('a file above the limit is refused with the setting', async () => {
  const { reasons } = await imported(`ID,Name\nA,${'x'.repeat(2000)}\n`, { maxFileMegabytes: 0.001 })
  expect(reasons).toContain('"exports/plan.csv" is larger than 0.001 MB; raise `maxFileMegabytes`')
})

test('a table of windows-1252 that has changed is read from its beginning, each row once', async () => {
  const table = (last: string): Uint8Array => {
    const rows = Array.from({ length: 10_000 }, (_, index) => `R${index},Name ${index}`)
    // Each letter of this table is one byte.
    return Uint8Array.from(['ID,Name', ...rows, `LAST,${last}`].join('\n'), (letter) => letter.charCodeAt(0))
  }
  const host = tableHost({ 'exports/plan.csv': table('Größe') })
  const store = memoryStore()
  expect(await sync(host, store)).toMatchObject({ state: 'ok', items: 10_002 })
  host.put('exports/plan.csv', table('Maß'))
  expect(await sync(host, store)).toMatchObject({ state: 'ok', reasons: [] })
  expect((await records(store, 'workItem')).find(({ ref }) => ref === 'LAST')).toMatchObject({ title: 'Maß' })
})

test('cells that a spreadsheet would run stay text', async () => {
  const cells = [
    '=HYPERLINK("http://x.invalid","y")',
    '+1+1',
    '-1',
    '@SUM(A1)',
    '=cmd|"/c calc"!A1',
    '<script>',
    '__proto__',
    '${7*7}',
  ]
  const quoted = cells.map((cell, index) => `${index},"${cell.replaceAll('"', '""')}"`)
  const { store } = await imported(['ID,Name', ...quoted].join('\n'))
  expect((await records(store, 'workItem')).map(({ title }) => title)).toEqual(cells)
})

test('columns with names of prototypes are columns', async () => {
  const { store, result } = await imported('ID,Name,__proto__,constructor,toString\nA,x,1,2,3\n')
  expect(result.state).toBe('ok')
  const [item] = await records(store, 'workItem')
  expect(Object.entries(item?.fields ?? {})).toEqual(
    expect.arrayContaining([
      ['constructor', '2'],
      ['toString', '3'],
    ]),
  )
})

test('several files are one table, and rows may move between them', async () => {
  const host = tableHost({
    'exports/a.csv': 'ID,Name\nA,x\n',
    'exports/b.tsv': 'ID\tName\nB\ty\n',
    'exports/.c.csv': 'no',
    'exports/read.me': 'no',
  })
  const store = memoryStore()
  await sync(host, store)
  expect((await records(store, 'workItem')).map(({ ref }) => ref)).toEqual(['A', 'B'])
  host.put('exports/a.csv', 'ID,Name\n')
  host.put('exports/b.tsv', 'ID\tName\nB\ty\nA\tx\n')
  const result = await sync(host, store)
  expect(result).toMatchObject({ state: 'ok' })
  expect((await records(store, 'workItem')).map(({ ref }) => ref)).toEqual(['A', 'B'])
  host.put('exports/a.csv', 'ID,Name\nB,z\n')
  expect((await sync(host, store)).reasons.join()).toContain(
    'The key "B" stands in row 2 of "exports/a.csv" and in row 2 of "exports/b.tsv"',
  )
})

test('of a folder that collects exports, the newest counts', async () => {
  const host = tableHost({})
  host.put('exports/2027-01.csv', 'ID,Name\nA,old\n', '2027-01-31T00:00:00Z')
  host.put('exports/2027-02.csv', 'ID,Name\nA,new\n', '2027-02-28T00:00:00Z')
  const store = memoryStore()
  await sync(host, store, { take: 'newest' })
  expect(await records(store, 'workItem')).toMatchObject([{ title: 'new' }])
})

test('an unchanged table is not read again, one changed row writes one row, and a row put in above none', async () => {
  const rows = Array.from({ length: 20 }, (_, index) => `R${index},Name ${index}`)
  const host = tableHost({ 'exports/plan.csv': ['ID,Name', ...rows].join('\n') })
  const store = memoryStore()
  await sync(host, store)
  host.requests.length = 0
  expect(await sync(host, store)).toMatchObject({ pages: 0, items: 0 })
  expect(host.requests).toEqual(['file:exports/'])
  const before = store.log.writes.length
  host.put('exports/plan.csv', ['ID,Name', 'NEW,first', ...rows.with(3, 'R3,other')].join('\n'))
  await sync(host, store)
  expect(
    store.log.writes
      .slice(before)
      .map(({ ref }) => ref)
      .toSorted(),
  ).toEqual(['NEW', 'R3'])
})

test('another mapping is another reading, also of an unchanged table', async () => {
  const host = tableHost({ 'exports/plan.csv': 'ID,Name,Who,Boss\nA,x,ada,grace\n' })
  const store = memoryStore()
  await sync(host, store, { columns: { ...columns, assignees: 'Who' } })
  await sync(host, store, { columns: { ...columns, assignees: 'Boss' } })
  expect(await records(store, 'workItem')).toMatchObject([{ assignees: ['grace'], fields: { Who: 'ada' } }])
  expect((await records(store, 'account')).map(({ ref }) => ref)).toEqual(['grace'])
})

test('fifty thousand rows go through', async () => {
  const rows = Array.from(
    { length: 50_000 },
    (_, index) => `K-${index};"Row ${index}; with more";Open;${1 + (index % 28)}.02.2027;${index % 7},5`,
  )
  const { store, result } = await imported(`ID;Name;Status;Due;Effort\n${rows.join('\n')}\n`, {
    columns: { ...columns, status: 'Status', due: 'Due', estimate: 'Effort' },
  })
  expect(result).toMatchObject({ state: 'ok', items: 50_001 })
  expect(store.log.writes).toHaveLength(50_000 + 2)
})
