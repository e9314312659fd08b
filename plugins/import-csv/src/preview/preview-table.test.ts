import { expect, test } from 'vitest'
import { meaningOptions, tableOptions } from '../config.ts'
import { z } from '@headless-pmo/sdk'
import type { SomeColumns } from '../columns.ts'
import { previewTable, type Preview } from './preview-table.ts'

const table = z.object(tableOptions).parse({})
const meaning = z.object(meaningOptions).parse({})

function preview(text: string, mapping?: SomeColumns): Promise<Preview> {
  async function* bytes(): AsyncIterable<Uint8Array> {
    yield new TextEncoder().encode(text)
  }
  const source = { name: 'table', open: async () => bytes() }
  return previewTable(source, { table, meaning, ...(mapping === undefined ? {} : { mapping }) })
}

test.each([
  [
    'Issue key,Summary,Issue Type,Status,Assignee,Due Date,Story Points,Labels,Labels',
    {
      key: 'Issue key',
      title: 'Summary',
      type: 'Issue Type',
      status: 'Status',
      assignees: 'Assignee',
      due: 'Due Date',
      points: 'Story Points',
      labels: 'Labels',
    },
  ],
  [
    'Nr.;Vorgangsname;Anfang;Ende;Vorgänger;Ressourcennamen;% Abgeschlossen',
    {
      key: 'Nr.',
      title: 'Vorgangsname',
      plannedStart: 'Anfang',
      plannedFinish: 'Ende',
      predecessors: 'Vorgänger',
      assignees: 'Ressourcennamen',
      percentComplete: '% Abgeschlossen',
    },
  ],
  [
    'Clé;Résumé;État;Responsable;Échéance;Priorité',
    {
      key: 'Clé',
      title: 'Résumé',
      status: 'État',
      assignees: 'Responsable',
      due: 'Échéance',
      priority: 'Priorité',
    },
  ],
  [
    'Clave;Título;Estado;Asignado a;Fecha de vencimiento',
    { key: 'Clave', title: 'Título', status: 'Estado', assignees: 'Asignado a', due: 'Fecha de vencimiento' },
  ],
  [
    'ID\tTitle\tState\tAssigned To\tStart date\tEnd-Date',
    {
      key: 'ID',
      title: 'Title',
      status: 'State',
      assignees: 'Assigned To',
      plannedStart: 'Start date',
      plannedFinish: 'End-Date',
    },
  ],
])('proposes the mapping of %j', async (header, mapping) => {
  const width = header.split(/[,;\t]/).length
  const separator = /[,;\t]/.exec(header)?.[0] ?? ','
  const rows = [1, 2].map((row) =>
    Array.from({ length: width }, (_, at) => `${row}${at === 0 ? '' : 'x'}`).join(separator),
  )
  const found = await preview([header, ...rows].join('\n'))
  expect(found.mapping).toEqual(mapping)
  expect(found.proposed.toSorted()).toEqual(Object.keys(mapping).toSorted())
})

test('a column is no key where it does not name every row', async () => {
  const found = await preview('ID,Code,Title\n1,A,x\n1,B,y\n')
  expect(found.mapping).toMatchObject({ key: 'Code', title: 'Title' })
  const none = await preview('ID,Title\n1,x\n1,x\n')
  expect(none.mapping).not.toHaveProperty('key')
  expect(none.problems[0]?.message).toBe(
    'No column can be told to be the key; name one in `mapping`, with another value in each row.',
  )
})

test('what is given stays, and the rest is proposed around it', async () => {
  const found = await preview('ID,Title,Subject,Due\n1,a,b,2027-01-02\n', { title: 'Subject' })
  expect(found.mapping).toEqual({ key: 'ID', title: 'Subject', due: 'Due' })
  expect(found.records[0]).toMatchObject({ title: 'b', due: '2027-01-02', fields: { Title: 'a' } })
})

test('shows the first records, samples of each column, and all that is wrong with its row', async () => {
  const rows = Array.from(
    { length: 30 },
    (_, index) => `K${index};Row ${index};${index % 2 === 0 ? 'Open' : 'Done'};soon`,
  )
  const found = await preview(
    ['Key;Title;Status;Due', ...rows, 'K3;again;Open;', ';nameless;Open;'].join('\n'),
  )
  expect(found.form).toEqual({ encoding: 'utf-8', separator: ';' })
  expect(found.rows).toBe(32)
  expect(found.columns[2]).toEqual({ name: 'Status', filled: 32, samples: ['Open', 'Done'] })
  const wrong = await preview(
    ['Key;Title;Status;Due', ...rows, 'K3;again;Open;', ';nameless;Open;'].join('\n'),
    {
      key: 'Key',
    },
  )
  expect(wrong.records).toHaveLength(10)
  expect(wrong.problems.slice(0, 2)).toEqual([
    {
      row: 32,
      column: 'Key',
      message: 'The key "K3" stands in row 5 and in row 32; each row needs a key of its own.',
    },
    {
      row: 33,
      column: 'Key',
      message: 'Row 33 has no key in the column "Key"; give it one, or take the row out.',
    },
  ])
  expect(wrong.problems).toContainEqual({
    message: 'K0: "soon" for `due` is not a date; it is kept as a custom field.',
  })
})

test('a column that is not there is told with the one that was meant', async () => {
  const found = await preview('Key,Title\nA,x\n', { due: 'Titel' })
  expect(found.problems.map(({ message }) => message)).toContain(
    'The table: There is no column "Titel" for `due`: did you mean "Title"?',
  )
  expect(found.records).toEqual([])
})
