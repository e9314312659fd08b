import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { API_REPORT, API_REPORT_COMMAND, writeApiReport } from './api-report.ts'
import { root } from './code-block.ts'

test('the report of the public API is what the sources say', { timeout: 120_000 }, async () => {
  const written = readFileSync(join(root, API_REPORT), 'utf8')
  expect(
    await writeApiReport(),
    `${API_REPORT} does not show the public API as it is: run \`${API_REPORT_COMMAND}\`, and look at what changed for people who write plugins.`,
  ).toBe(written)
})
