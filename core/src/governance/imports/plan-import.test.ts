import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RegisterEntry } from '../register/entry.ts'
import { REGISTER_KINDS } from '../register/register-kind.ts'
import { planImport, type ImportWorld } from './plan-import.ts'

const world = (fields: Partial<ImportWorld> = {}): ImportWorld => ({
  kind: 'risk',
  projects: new Set(['web', 'app']),
  entries: [],
  ...fields,
})
const kept = (id: string, fields: Partial<RegisterEntry> = {}): RegisterEntry => ({
  id,
  kind: 'risk',
  project: 'web',
  body: { title: 'One supplier', state: 'open', opened: '2026-11-01', probability: 0.3 },
  version: 1,
  changedBy: 'mara',
  changedAt: '2026-11-01T09:00:00Z',
  addedAt: '2026-11-01T09:00:00Z',
  ...fields,
})
const told = (text: string, fields: Partial<ImportWorld> = {}) => {
  const { rows, problems } = planImport({ text, world: world(fields) })
  return [
    ...rows.map(({ line, what, id, project, changed }) =>
      [line, what, id ?? '-', project ?? 'house', ...changed].join(' '),
    ),
    ...problems.map(({ line, sentence }) => `${line}: ${sentence}`),
  ]
}

test('lines add, change, or say what is so already', () => {
  const text = [
    'id;project;title;opened;probability',
    'R-1;;One supplier;2026-11-01;30%',
    'R-2;;One supplier;2026-11-01;0.4',
    'X-9;app;New;2026-11-02;',
    ';web;One supplier;2026-11-01;0.3',
    ';;Of the house;2026-11-02;',
    ';;Of the house;2026-11-02;',
  ].join('\r\n')
  expect(told(text, { entries: [kept('R-1'), kept('R-2')] })).toEqual([
    '2 same R-1 web',
    '3 change R-2 web probability',
    '4 add X-9 app',
    '5 same - web',
    '6 add - house',
    '7 same - house',
  ])
})

test('lines that cannot be taken are told by number and reason, the others are planned', () => {
  const text = [
    'id,project,title,opened,probability',
    ',web,Fine,2026-11-01,0.5',
    ',wep,Wrong project,2026-11-01,',
    ',web,Wrong day,2026-13-01,',
    ',web,Wrong number,2026-11-01,much',
    ',web,,2026-11-01,',
    'R-1,web,Withdrawn,2026-11-01,',
    'A-1,web,Other kind,2026-11-01,',
    'a b,web,No id,2026-11-01,',
    'baseline-1,web,Ours,2026-11-01,',
    'X-1,web,Once,2026-11-01,',
    'X-1,web,Twice,2026-11-01,',
    ',web,Too many,2026-11-01,0.1,more',
  ].join('\n')
  const withdrawn = { by: 'mara', at: '2026-11-02T09:00:00Z', reason: 'Twice' }
  expect(told(text, { entries: [kept('R-1', { withdrawn }), kept('A-1', { kind: 'artefact' })] }))
    .toMatchInlineSnapshot(`
      [
        "2 add - web",
        "11 add X-1 web",
        "3: There is no project "wep"; did you mean "web"?",
        "4: opened: is no day; write it as YYYY-MM-DD, e.g. 2027-03-31.",
        "5: probability: "much" is no number; write e.g. 12.5",
        "6: title: is missing.",
        "7: The risk "R-1" was withdrawn; put it back first, or choose another id.",
        "8: "A-1" is the id of an artefact; choose another.",
        "9: "a b" is no id; write letters, digits, ".", "_" and "-", at most 64.",
        "10: Ids that begin as "baseline-1" does are given by the PMO; choose another.",
        "12: The id "X-1" is that of line 11 too.",
        "13: There are 6 cells under 5 column names; put a cell with a separator in quotation marks.",
      ]
    `)
})

test('a column that is none is told with the nearest one, and nothing is taken', () => {
  expect(told('titel,opened\nX,2026-11-01')).toMatchInlineSnapshot(`
    [
      "1: There is no such column of a risk: "titel" (did you mean "title"?)",
    ]
  `)
  expect(told('title,title\nX,Y')).toMatchInlineSnapshot(`
    [
      "1: There are two columns "title"; leave one out.",
    ]
  `)
  expect(told('')).toMatchInlineSnapshot(`
    [
      "1: There is nothing in it; begin with a line of column names.",
    ]
  `)
  expect(told('title,opened\n"X,2026-11-01')).toMatchInlineSnapshot(`
    [
      "2: This line cannot be read as CSV: look at its quotation marks.",
    ]
  `)
})

test('an approval is read with its artefact, a day is its midnight, and a dash takes a field away', () => {
  const text =
    'kind,title,url,version,state,approvedBy,approvedAt\nproject-charter,Charter,https://docs.example/1,2,approved,Carla,2026-11-01'
  const { rows } = planImport({ text, world: world({ kind: 'artefact', project: 'web' }) })
  expect(rows[0]).toMatchObject({
    project: 'web',
    body: { approvals: [{ by: 'Carla', at: '2026-11-01T00:00:00Z', version: '2' }] },
  })
  expect(told('id,probability\nR-1,-', { entries: [kept('R-1')] })).toEqual(['2 change R-1 web probability'])
  const half = 'kind,title,url,approvedBy\nproject-charter,Charter,https://docs.example/1,Carla'
  expect(told(half, { kind: 'artefact' })).toEqual(['2: An approval needs both approvedBy and approvedAt.'])
})

test('whatever the text, it is planned or told, and planning what was taken changes nothing', () => {
  const cell = fc.oneof(
    fc.constantFrom('', 'X', '2026-11-01', '0.5', 'web', 'R-1', '"', ';', '-'),
    fc.string(),
  )
  const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(table, fc.constantFrom(...REGISTER_KINDS), (cells, kind) => {
      const lines = cells.map((row) => row.join(','))
      const text = ['id,title,opened,project', ...lines].join('\n')
      const { rows, problems } = planImport({ text, world: world({ kind }) })
      for (const { sentence } of problems) expect(sentence).toMatch(/\S/)
      const after = rows.map((row, index) => kept(row.id ?? `R-${index}x`, { kind, body: row.body }))
      const entries = after.map((entry, index) => {
        const { project, ...rest } = entry
        const own = rows[index]?.project
        return own === undefined ? rest : { ...rest, project: own, was: project }
      })
      const again = planImport({ text, world: world({ kind, entries }) })
      expect(again.rows.filter(({ what }) => what !== 'same')).toEqual([])
    }),
    { numRuns: 100 },
  )
})

test('a line of ten thousand column names is refused at once, in one sentence', () => {
  const names = Array.from({ length: 10_000 }, (_, at) => `name${at}`)
  expect(told(`${names.join(',')}\na`)).toEqual(['1: There are 10000 column names; at most 100 are read.'])
})
