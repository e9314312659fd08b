import { expect, test } from 'vitest'
import { z } from 'zod'
import { PmoError } from '../config/index.ts'
import { callerFactory, procedure, router, type RpcContext, type Role } from './index.ts'

const app = router({
  read: procedure('viewer').query(() => 'read'),
  change: procedure('administrator').mutation(({ ctx }) => ctx.principal.name),
  ours: procedure('viewer').query(() => {
    throw new PmoError('not-found', 'There is no project "x".')
  }),
  echo: procedure('viewer')
    .input(z.object({ texts: z.array(z.string()) }))
    .query(({ input }) => input.texts.join()),
  bug: procedure('viewer').query(() => {
    throw new Error('password=hunter2')
  }),
})
const hang = new Promise<never>(() => undefined)
const slow = router({
  ask: procedure('viewer').query(() => hang),
  change: procedure('viewer').mutation(() => hang),
})

const as = (role?: Role, onUnexpected?: RpcContext['onUnexpected']) =>
  callerFactory(app)({
    ...(role !== undefined && { principal: { name: 'test', role } }),
    ...(onUnexpected !== undefined && { onUnexpected }),
  })

test('a role includes those below it and no more', async () => {
  expect(await as('administrator').read()).toBe('read')
  expect(await as('administrator').change()).toBe('test')
  await expect(as('contributor').change()).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(as().read()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
})

test('an error of ours keeps its sentence and gets its status', async () => {
  await expect(as('viewer').ours()).rejects.toMatchObject({
    code: 'NOT_FOUND',
    message: 'There is no project "x".',
  })
})

test('an unexpected error is told to the log and not to the caller', async () => {
  const seen: unknown[] = []
  const call = as('viewer', (error, reference) => seen.push(error, reference)).bug()
  await expect(call).rejects.not.toThrow(/hunter2/)
  expect(String(seen[0])).toContain('hunter2')
  await expect(call).rejects.toThrow(String(seen[1]))
})

test('whoever asks for too much is told so in time, and of a change that it may still happen', async () => {
  const caller = callerFactory(slow)({ principal: { name: 'test', role: 'viewer' }, limitMs: 20 })
  await expect(caller.ask()).rejects.toMatchObject({
    code: 'GATEWAY_TIMEOUT',
    message:
      'The answer took longer than 0.02 seconds; ask for less at once, or try again when the server is less busy.',
  })
  await expect(caller.change()).rejects.toMatchObject({
    code: 'GATEWAY_TIMEOUT',
    message:
      'The change took longer than 0.1 seconds and may still be carried out; look before you send it again.',
  })
})

test('U+0000 is refused before it reaches a database, and its spelling is not', async () => {
  await expect(as('viewer').echo({ texts: ['a', 'b\0'] })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    message: expect.stringContaining('U+0000'),
  })
  expect(await as('viewer').echo({ texts: [String.raw`\u0000`] })).toBe(String.raw`\u0000`)
})

test('half a character is refused likewise, and a whole one of two halves is not', async () => {
  await expect(as('viewer').echo({ texts: ['a\ud83e'] })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    message: expect.stringContaining('half a character'),
  })
  expect(await as('viewer').echo({ texts: ['\ud83e\udde8'] })).toBe('\ud83e\udde8')
})
