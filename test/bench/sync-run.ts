import { resolve } from 'node:path'
import { z } from 'zod'
import { createClient } from '@headless-pmo/client'
import { readEnvironment } from '../../core/src/config/index.ts'
import { openDatabase } from '../../core/src/database/index.ts'
import { openApp } from '../../core/src/open-app.ts'
import { exportNdjson, fingerprint } from '../../core/src/records/index.ts'
import { keepHeapSmall } from '../../core/src/cli/small-heap.ts'
import { scenarioInput } from './child.ts'
import { measured } from './measure.ts'

/** A full sync of the simulator's repository by the real server, then an unchanged one, then an export. */
const input = scenarioInput(z.object({ databaseUrl: z.string().optional(), dataDir: z.string() }))
const environment = readEnvironment({
  ...process.env,
  PMO_LOG_LEVEL: 'error',
  PMO_DATA_DIR: input.dataDir,
  ...(input.databaseUrl !== undefined && { DATABASE_URL: input.databaseUrl }),
})

// As the server does it.
keepHeapSmall()
const app = await openApp({ environment, configFile: resolve(import.meta.dirname, 'bench.config.ts') })
await app.work({ schedule: false })
const { api } = createClient({
  url: 'http://in-process',
  token: 'unused',
  fetch: (address, init) => app.fetch(new Request(address, init)),
})

async function sync() {
  const begun = await api.sync.start.mutate({ connection: 'code' })
  for (;;) {
    const run = await api.sync.run.query({ run: begun.id })
    if (run.endedAt !== undefined) return run
    await new Promise((done) => setTimeout(done, 50))
  }
}

// The loop delay of the first run holds start-up work too; a first, empty look at the API warms it up.
await api.sync.runs.query({ limit: 1 })
const full = await measured(sync)
const again = await measured(sync)
await app[Symbol.asyncDispose]()

await using database = await openDatabase(
  input.databaseUrl === undefined ? { dataDir: input.dataDir } : { url: input.databaseUrl },
)
const exported = await measured(async () => {
  let bytes = 0
  for await (const chunk of exportNdjson(database.root)) bytes += chunk.length
  return bytes
})
const prints = await fingerprint(database.root)
console.log(
  JSON.stringify({
    full: { ...full.cost, run: summary(full.result) },
    again: { ...again.cost, run: summary(again.result) },
    exported: { ...exported.cost, bytes: exported.result },
    prints,
  }),
)

function summary(run: Awaited<ReturnType<typeof sync>>) {
  return {
    state: run.state,
    requests: run.requests,
    problem: run.problem,
    items: run.streams.reduce((sum, stream) => sum + stream.items, 0),
    written: run.streams.reduce((sum, stream) => sum + stream.written, 0),
    reasons: run.streams.flatMap((stream) => stream.reasons),
  }
}
