/**
 * `npm run api:report`: writes the report of the public API.
 * @module
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { API_REPORT, writeApiReport } from './api-report.ts'
import { root } from './code-block.ts'

writeFileSync(join(root, API_REPORT), await writeApiReport())
