import { expect, test } from 'vitest'
import { ConfigTexts } from './config-texts.ts'
import { undeclared, undeclaredFolder } from './confine.ts'

const manifest = { egress: ['{url}', 'https://api.tracker.example'] }
const config = new ConfigTexts({
  url: 'https://own.example:8443/base',
  host: 'bare.example',
  folder: '/srv/plans',
})
const why = (address: string): string | undefined => undeclared(address, manifest, config)

test.each([
  'https://own.example:8443/base',
  'https://own.example:8443/other/path',
  'https://api.tracker.example/v2',
  'https://API.tracker.example',
  'https://bare.example',
  'http://bare.example',
  'file:///srv/plans/',
])('%s is where the manifest or the configuration leads', (address) => {
  expect(why(address)).toBeUndefined()
})

test.each([
  'https://evil.example',
  'https://own.example',
  'https://own.example:8444',
  'https://own.example:8443.evil.example',
  'https://own.example:8443@evil.example',
  'https://api.tracker.example.',
  'https://xapi.tracker.example',
  'https://*.tracker.example',
  'https://{url}',
  'https://',
  'nothing',
])('%s is refused', (address) => {
  expect(why(address)).toBe('neither its manifest nor the configuration names that host')
})

test('what was declared as encrypted is not asked in the open', () => {
  expect(why('http://api.tracker.example')).toBe('what was declared is encrypted, and this is not')
})

test('folders are those of the configuration, to the letter', () => {
  expect(undeclaredFolder('/srv/plans/', config)).toBeUndefined()
  for (const folder of ['/srv', '/srv/plans/..', '/srv/plans/sub', '/srv/plans2', '/'])
    expect(undeclaredFolder(folder, config)).toContain('does not name that folder')
})
