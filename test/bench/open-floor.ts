import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { z } from 'zod'
import { scenarioInput } from './child.ts'

/** The floor of a start: the time that opening an empty embedded database takes by itself. */
const { folder } = scenarioInput(z.object({ folder: z.string() }))
const began = performance.now()
const database = await PGlite.create({ fs: new NodeFS(folder) })
await database.query('select 1')
const ms = performance.now() - began
await database.close()
// From the start of the process, as for the server.
console.log(JSON.stringify({ ms, sinceProcessStart: began + ms }))
