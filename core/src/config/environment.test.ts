import { expect, test } from 'vitest'
import { readEnvironment } from './environment.ts'
import { isPmoError } from './pmo-error.ts'

test('an empty environment gives the defaults', () => {
  expect(readEnvironment({ PORT: '' })).toEqual({ dataDir: '.pmo', logLevel: 'info' })
})

test('a key is read from base64 and from hex', () => {
  const key = Buffer.alloc(32, 7)
  for (const form of ['base64', 'hex'] as const) {
    expect(readEnvironment({ PMO_SECRET_KEY: key.toString(form) }).secretKey).toEqual(key)
  }
})

test.each([
  ['PORT', 'eighty', 'PORT is not a port'],
  ['PORT', '70000', 'PORT is not a port'],
  ['DATABASE_URL', 'mysql://root:hunter2@db', 'DATABASE_URL is not the address of a PostgreSQL'],
  ['PMO_SECRET_KEY', 'hunter2', 'PMO_SECRET_KEY is not a key of 32 bytes'],
  ['PMO_PUBLIC_URL', 'pmo.example.com', 'PMO_PUBLIC_URL is not an address'],
  ['PMO_LOG_LEVEL', 'loud', 'PMO_LOG_LEVEL is not a level'],
])('%s=%s is refused without repeating the value', (name, value, sentence) => {
  let message = ''
  try {
    readEnvironment({ [name]: value })
  } catch (error) {
    message = isPmoError(error, 'environment-invalid') ? error.message : String(error)
  }
  expect(message).toContain(sentence)
  expect(message).not.toContain('hunter2')
})

test('all wrong variables are told at once', () => {
  expect(() => readEnvironment({ PORT: 'x', PMO_LOG_LEVEL: 'y' })).toThrow(
    /2 mistakes:\n {2}PORT .*\n {2}PMO_LOG_LEVEL/,
  )
})
