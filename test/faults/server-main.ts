import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { createClient } from '@headless-pmo/client'
import { openApp } from '../../core/src/open-app.ts'
import { readEnvironment } from '../../core/src/config/index.ts'

// The whole server without its listener, told by lines: `sync`, `full`, `approve RUN`, `end`.
const say = (word: object): void => void process.stdout.write(`${JSON.stringify(word)}\n`)

const app = await openApp({
  environment: readEnvironment(process.env),
  configFile: resolve(import.meta.dirname, 'faults.config.ts'),
})
await app.work({ schedule: false })
const { api } = createClient({
  url: 'http://in-process',
  token: 'unused',
  fetch: (input, init) => app.fetch(new Request(input, init)),
})
say({ word: 'ready' })

for await (const line of createInterface({ input: process.stdin })) {
  const [command, argument = ''] = line.split(' ')
  if (command === 'end') break
  if (command === 'approve') {
    await api.sync.approve.mutate({ run: argument })
    say({ word: 'done' })
    continue
  }
  let run = await api.sync.start.mutate({ connection: 'code', full: command === 'full' })
  while (run.endedAt === undefined) {
    await new Promise((done) => setTimeout(done, 20))
    run = await api.sync.run.query({ run: run.id })
  }
  say({
    word: 'run',
    id: run.id,
    state: run.state,
    held: run.heldRemovals,
    ...(run.problem !== undefined && { problem: run.problem }),
    reasons: run.streams.flatMap((stream) => stream.reasons),
  })
}

await app[Symbol.asyncDispose]()
// The pipe from the test would keep the process alive.
process.stdin.destroy()
