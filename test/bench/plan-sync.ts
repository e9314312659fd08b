import { z } from 'zod'
import { createClient } from '@headless-pmo/client'
import { openApp, readEnvironment } from '@headless-pmo/core'
import microsoftProject from '@headless-pmo/plugin-microsoft-project'
import { keepHeapSmall } from '../../core/src/cli/small-heap.ts'
import { scenarioInput } from './child.ts'
import { measured } from './measure.ts'

/** Syncs a plan file by the real server, then once more unchanged. */
const { file, dataDir, databaseUrl } = scenarioInput(
  z.object({ file: z.string(), dataDir: z.string(), databaseUrl: z.string().optional() }),
)
// As the server does it.
keepHeapSmall()
const app = await openApp({
  environment: readEnvironment({
    PMO_LOG_LEVEL: 'error',
    PMO_DATA_DIR: dataDir,
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
  }),
  config: {
    plugins: [microsoftProject],
    connections: {
      plans: { plugin: 'microsoft-project', files: [file], maxFileMegabytes: 1000, sync: { every: 'never' } },
    },
  },
})
await app.work({ schedule: false })
const { api } = createClient({
  url: 'http://in-process',
  token: 'unused',
  fetch: (address, init) => app.fetch(new Request(address, init)),
})

async function sync() {
  const begun = await api.sync.start.mutate({ connection: 'plans' })
  for (;;) {
    const run = await api.sync.run.query({ run: begun.id })
    if (run.endedAt !== undefined) return run
    await new Promise((done) => setTimeout(done, 50))
  }
}

await api.sync.runs.query({ limit: 1 })
const full = await measured(sync)
const again = await measured(sync)
await app[Symbol.asyncDispose]()
const summary = ({ state, streams }: typeof full.result) => ({
  state,
  items: streams.reduce((sum, stream) => sum + stream.items, 0),
  written: streams.reduce((sum, stream) => sum + stream.written, 0),
  reasons: streams.flatMap(({ reasons }) => reasons),
})
console.log(
  JSON.stringify({
    full: { ...full.cost, run: summary(full.result) },
    again: { ...again.cost, run: summary(again.result) },
  }),
)
