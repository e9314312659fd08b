import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'vitest'
import { openDatabase } from '../../core/src/database/index.ts'
import { killTest } from './kill-test.ts'

describe('law 2: kill the process anywhere', () => {
  killTest('data folder', { mode: 'anything', kills: 8 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pmo-kill-'))
    return {
      environment: { PMO_DATA_DIR: folder },
      open: () => openDatabase({ dataDir: folder }),
      [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true, force: true }),
    }
  })
})
