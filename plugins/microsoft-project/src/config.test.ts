import { z } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { Config } from './config.ts'

test('defaults are filled in', () => {
  expect(Config.parse({ files: ['plans'] })).toEqual({
    files: ['plans'],
    urls: [],
    maxFileMegabytes: 100,
    tenant: 'organizations',
    loginUrl: 'https://login.microsoftonline.com',
  })
})

test.each([
  [
    {},
    'files',
    'name at least one folder or file here, or an address in `urls`, or a store: `planner`, `premium`, `server`',
  ],
  [
    { server: { url: 'https://contoso.sharepoint.com/sites/pwa' } },
    'server.url',
    'is an address of Project Online, and that service ended on 2026-09-30. Save its plans as XML in Microsoft Project and name their folder in `files`, or connect Planner premium in `premium`.',
  ],
  [
    { server: { url: 'https://project.contoso.local/pwa/Project%20Detail%20Pages/Schedule.aspx?ProjUid=1' } },
    'server.url',
    'is the address of a page; write that of the site: https://project.contoso.local/pwa.',
  ],
  [
    { server: { url: 'https://project.contoso.local/pwa/projects.aspx' } },
    'server.url',
    'is the address of a page; write that of the site: https://project.contoso.local/pwa.',
  ],
  [
    { premium: { url: 'https://contoso.crm4.dynamics.com/main.aspx?appid=1' } },
    'premium.url',
    'is the address of a page; write that of the organisation: https://contoso.crm4.dynamics.com.',
  ],
  [
    { planner: { groups: ['Marketing'] } },
    'planner.groups.0',
    'is no id of a group; write its object id as Microsoft Entra shows it, for example 02bd9fd6-8f93-4758-87c3-1fb73740a315.',
  ],
  [
    { planner: { plans: ['https://planner.cloud.microsoft/x'] } },
    'planner.plans.0',
    'is no id of a plan; write the 28 characters after /plan/ of its address, upper and lower case as they are.',
  ],
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
  const issues = Config.safeParse(config).error?.issues ?? []
  expect(issues.map((issue) => [issue.path.join('.'), issue.message])).toEqual([[path, message]])
})

test('addresses are cut down to where the API lies', () => {
  const config = Config.parse({
    planner: { url: 'https://graph.microsoft.us/v1.0/' },
    premium: { url: 'https://contoso.crm4.dynamics.com/api/data/v9.2' },
    server: { url: 'https://project.contoso.local/pwa/_api/ProjectData/' },
  })
  expect([config.planner?.url, config.premium?.url, config.server?.url]).toEqual([
    'https://graph.microsoft.us',
    'https://contoso.crm4.dynamics.com',
    'https://project.contoso.local/pwa',
  ])
})

test('every field is described', () => {
  const { properties } = z.toJSONSchema(Config, { io: 'input' })
  for (const field of Object.values(properties ?? {})) expect(field).toHaveProperty('description')
})
