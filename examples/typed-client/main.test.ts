import { createClient } from '@headless-pmo/client'
import { expect, test } from 'vitest'
import { pmoWorkspace } from '../../test/support/pmo-process.ts'
import { portfolioLines } from './main.ts'

test('the example reads a portfolio', async () => {
  await using workspace = await pmoWorkspace()
  await workspace.writePlan(['Pack', 'Drive', 'Unpack'])
  expect(workspace.pmo(['sync']).status).toBe(0)
  await using server = await workspace.serve()
  const lines = await Array.fromAsync(
    portfolioLines(createClient({ url: server.address, token: server.token })),
  )
  expect(lines).toEqual(['Move: 1 of 3 done, until 2026-03-02', '  nobody: 2 open'])
}, 120_000)
