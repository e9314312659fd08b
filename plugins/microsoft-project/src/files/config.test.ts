import { z } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { FilesConfig } from './config.ts'

test('defaults are filled in', () => {
  expect(FilesConfig.parse({ files: ['plans'] })).toEqual({
    files: ['plans'],
    urls: [],
    maxFileMegabytes: 100,
  })
})

test.each([
  [{}, 'files', 'name at least one folder or file here, or an address in `urls`'],
  [{ urls: ['ftp://example.org/a.xml'] }, 'urls.0', 'Invalid URL'],
  [
    { files: ['a'], timeZone: 'Mars/Olympus' },
    'timeZone',
    'is no time zone; write an IANA name such as "Europe/Berlin"',
  ],
  [{ files: ['a'], currency: '€' }, 'currency', 'is no currency; write an ISO 4217 code such as "EUR"'],
  [{ files: ['a'], maxFileMegabytes: 0 }, 'maxFileMegabytes', 'Too small: expected number to be >0'],
  [{ files: ['a'], folder: 'b' }, '', 'Unrecognized key: "folder"'],
])('%j is refused at its place', (config, path, message) => {
  const issues = FilesConfig.safeParse(config).error?.issues ?? []
  expect(issues.map((issue) => [issue.path.join('.'), issue.message])).toEqual([[path, message]])
})

test('every field is described', () => {
  const { properties } = z.toJSONSchema(FilesConfig, { io: 'input' })
  for (const field of Object.values(properties ?? {})) expect(field).toHaveProperty('description')
})
