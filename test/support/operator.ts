import assert from 'node:assert/strict'
import { createClient } from '@headless-pmo/client'
import { expect } from 'vitest'
import type { PmoServer } from './pmo-process.ts'

/** What every line for an operator has to keep: one sentence, no stack, no dump, no secret. */
export function expectClear(sentence: string, secrets: readonly string[] = []): void {
  expect(sentence).not.toMatch(/\n|\bat .*:\d+:\d+|node_modules|\[object|undefined(?! entity)|\{"|Error:/)
  expect(sentence.length).toBeLessThan(450)
  for (const secret of secrets) expect(sentence).not.toContain(secret)
}

/** The reasons that a sync printed, one each, without counts, waits and what the configuration changed. */
export function reasonsOf(stderr: string): string[] {
  return stderr
    .split('\n')
    .filter((line) => /^ {2}(?![+~-] )\S/.test(line))
    .map((line) => line.trim())
}

/** The only sentence that a command printed before it failed. */
export function sentenceOf({ stderr }: { readonly stderr: string }): string {
  const said = stderr.split('\n').filter((line) => line.startsWith('pmo: '))
  assert.equal(said.length, 1, stderr)
  return said[0]?.slice('pmo: '.length) ?? ''
}

/** Everything that a server has stored, in canonical form. */
export async function exported({ address, token }: PmoServer): Promise<string> {
  const reply = await fetch(`${address}/api/v1/export`, { headers: { authorization: `Bearer ${token}` } })
  expect(reply.status).toBe(200)
  return reply.text()
}

/** Syncs through the API and tells how it ended. */
export async function synced({ address, token }: PmoServer, connection: string, full = false) {
  const { api } = createClient({ url: address, token })
  const { id } = await api.sync.start.mutate({ connection, full })
  for await (const run of await api.sync.progress.query({ run: id }))
    if (run.endedAt !== undefined) return run
  return api.sync.run.query({ run: id })
}
