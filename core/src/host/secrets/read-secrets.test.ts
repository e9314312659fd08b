import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { secret } from '@headless-pmo/sdk'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readSecrets, type SecretSources } from './read-secrets.ts'

let baseDir = ''
beforeEach(async () => {
  baseDir = await mkdtemp(join(tmpdir(), 'pmo-secrets-'))
})
afterEach(() => rm(baseDir, { recursive: true, force: true }))

const read = (sources: Partial<SecretSources>) =>
  readSecrets({
    connection: 'code',
    declared: { token: secret('Token with read access'), hook: secret('Webhook secret', { optional: true }) },
    references: { token: 'env:PMO_TEST_TOKEN' },
    environment: { PMO_TEST_TOKEN: 'value' },
    baseDir,
    ...sources,
  })

test('from an environment variable, and from a file without its last line break', async () => {
  await writeFile(join(baseDir, 'hook.txt'), 'line one\nline two\r\n')
  const secrets = await read({ references: { token: 'env:PMO_TEST_TOKEN', hook: 'file:hook.txt' } })
  expect(Object.fromEntries(secrets)).toEqual({ token: 'value', hook: 'line one\nline two' })
})

test.each<[string, Partial<SecretSources>, string]>([
  [
    'a variable that is not set',
    { environment: {} },
    'The connection "code" takes its secret "token" from the environment variable PMO_TEST_TOKEN, which is not set; set it and start again.',
  ],
  [
    'a variable that is empty',
    { environment: { PMO_TEST_TOKEN: ' ' } },
    'The secret "token" of the connection "code" is empty in the environment variable PMO_TEST_TOKEN; put its value there.',
  ],
  [
    'a secret that is not named',
    { references: {} },
    'The connection "code" needs its secret "token" (Token with read access); name it in the configuration, e.g. secrets: { token: "env:TOKEN" }.',
  ],
  [
    'the secret itself in the place of its name',
    { references: { token: 'canary-7f3a' } },
    'The secret "token" of the connection "code" is not a reference; write "env:NAME" or "file:PATH".',
  ],
])('%s is one sentence with what to do', async (_, sources, sentence) => {
  await expect(read(sources)).rejects.toMatchObject({ code: 'secret-missing', message: sentence })
})

test('a file that is missing names its path', async () => {
  await expect(read({ references: { token: 'file:none.txt' } })).rejects.toMatchObject({
    code: 'secret-missing',
    message: `The connection "code" takes its secret "token" from the file ${join(baseDir, 'none.txt')}, which does not exist; create it or correct the path.`,
  })
})
