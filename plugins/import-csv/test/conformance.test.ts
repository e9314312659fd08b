import { conformance } from '@headless-pmo/testing'
import { describe } from 'vitest'
import plugin from '../src/index.ts'
import { END, exportedColumns, exportedTable } from './exported-table.ts'

const entry = new URL('../src/index.ts', import.meta.url)
const table = [
  'Issue key;Summary;Status;Due date',
  'A-1;Dock;Open;13.02.2027',
  'A-2;"Crane; big";Done;01.03.2027',
].join('\n')
const csv = { 'content-type': 'text/csv' }
const json = { 'content-type': 'application/json' }

const route = {
  config: {},
  requests: [
    { method: 'POST', path: '/preview', headers: csv, body: table },
    {
      method: 'POST',
      path: '/preview',
      headers: json,
      body: JSON.stringify({ text: table, mapping: { title: 'Status' } }),
    },
    {
      method: 'POST',
      path: '/preview',
      headers: json,
      body: JSON.stringify({ file: '/etc/passwd.csv' }),
      status: 403,
    },
    { method: 'POST', path: '/preview', headers: json, body: '{', status: 400 },
    { path: '/preview', status: 405 },
  ],
}

describe('from a web address', () => {
  conformance(plugin, {
    entry,
    config: { urls: ['https://exports.example.com/plan.csv'], columns: exportedColumns, trailer: END },
    secrets: { token: 'canary-7f3a-never-in-output' },
    upstream: exportedTable,
    route,
  })
})

describe('from a folder', () => {
  conformance(plugin, {
    entry,
    config: { files: ['exports'], columns: exportedColumns, trailer: END },
    secrets: { token: 'canary-7f3a-never-in-output' },
    upstream: exportedTable,
    route,
  })
})
