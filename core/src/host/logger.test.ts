import { createRedactor } from '@headless-pmo/engine'
import { expect, test } from 'vitest'
import { createLogger, createLogRedactor } from './logger.ts'

function logTo(lines: string[], redactor = createLogRedactor()) {
  const destination = { write: (line: string): void => void lines.push(line) }
  return createLogger({ level: 'info', redactor, destination })
}

test('lines are JSON with an ISO time and the name of the level', () => {
  const lines: string[] = []
  logTo(lines).warn({ connection: 'code' }, 'slow')
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'warn',
    connection: 'code',
    msg: 'slow',
    time: expect.stringMatching(/^\d{4}-.*Z$/) as string,
  })
})

test('a known secret is hidden wherever it is logged, until its connection is closed', () => {
  const lines: string[] = []
  const redactor = createLogRedactor()
  const log = logTo(lines, redactor)
  const forget = redactor.add(createRedactor(['canary-7f3a']))
  log.info({ url: 'https://x?key=canary-7f3a', deep: { list: ['canary-7f3a'] } }, 'saw canary-7f3a')
  log
    .child({ token: 'other' })
    .error({ err: new Error('with canary-7f3a', { cause: new Error('canary-7f3a') }) })
  expect(lines.join('')).not.toMatch(/canary/)
  forget()
  log.info('canary-7f3a')
  expect(lines.at(-1)).toContain('canary')
})

test('fields named like credentials are hidden at any depth, in errors too', () => {
  const lines: string[] = []
  const log = logTo(lines)
  log.info({ request: { headers: { Authorization: 'Bearer hush', accept: 'x' } } })
  log.info({ err: Object.assign(new Error('e'), { config: { password: 'hush' }, code: 'E_X' }) })
  expect(lines.join('')).not.toContain('hush')
  expect(lines.join('')).toContain('E_X')
})

test('odd values are logged, not thrown at', () => {
  const lines: string[] = []
  const circle: Record<string, unknown> = {}
  circle['self'] = circle
  const log = logTo(lines)
  log.info({ response: new Response('x'), map: new Map([['a', 1]]), big: 1n, circle }, 'odd')
  expect(lines[0]).toContain('odd')
})
