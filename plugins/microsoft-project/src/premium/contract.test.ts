import { describePlugin } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import plugin from '../index.ts'
import { contract } from './contract.ts'
import { TABLES } from './tables.ts'

test('the contract names every table as a list and as a row, and can be told as data', () => {
  const paths = contract.map(({ path }) => path)
  for (const { set } of TABLES)
    expect(paths).toEqual(expect.arrayContaining([`/api/data/v9.2/${set}`, `/api/data/v9.2/${set}({id})`]))
  expect(new Set(paths).size).toBe(paths.length)
  expect(JSON.stringify(describePlugin(plugin))).toContain('msdyn_projecttaskdependencies')
})

test('a row that lacks columns, or has more, keeps the contract; one with another type does not', () => {
  const rows = contract.find(({ path }) => path.endsWith('/msdyn_projecttasks'))?.reply
  const row = {
    '@odata.etag': 'W/"7"',
    msdyn_projecttaskid: 'a2c97a92-e2e4-4011-a9f4-6045bd0b8013',
    versionnumber: 7,
    msdyn_effort: 8,
  }
  const reply = (one: object): unknown => ({
    '@odata.context': 'https://c.example/$metadata#x',
    value: [one],
  })
  expect(rows?.safeParse(reply({ ...row, cr1_team: 'Core' })).success).toBe(true)
  expect(rows?.safeParse(reply({ ...row, msdyn_effort: '8' })).success).toBe(false)
  expect(rows?.safeParse(reply({ ...row, versionnumber: undefined })).success).toBe(false)
})
