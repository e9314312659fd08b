import { join } from 'node:path'
import { createClient } from '@headless-pmo/client'
import { expect, test } from 'vitest'
import { readEnvironment } from '../../core/src/config/index.ts'
import { openApp } from '../../core/src/open-app.ts'
import { pmoWorkspace } from '../support/pmo-process.ts'

test('a sync that is asked for as soon as the server listens is kept, and done when its work begins', async () => {
  await using workspace = await pmoWorkspace()
  const { folder } = workspace
  await using app = await openApp({
    environment: readEnvironment({
      PMO_LOG_LEVEL: 'silent',
      PMO_DATA_DIR: join(folder, '.pmo'),
      PORT: '0',
    }),
    configFile: join(folder, 'pmo.config.ts'),
  })
  const { address } = await app.listen()
  const { api } = createClient({ url: address, token: app.firstToken ?? '' })
  const { id } = await api.sync.start.mutate({ connection: 'plans' })
  await app.work({ schedule: false })
  let state: string | undefined
  for await (const run of await api.sync.progress.query({ run: id })) state = run.state
  expect(state).toBe('ok')
})
