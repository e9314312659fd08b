import { writeFileSync } from 'node:fs'
import { lawsPage } from './laws-page.ts'

writeFileSync(new URL('../../sdk/testing/LAWS.md', import.meta.url), lawsPage())
