import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadDescription } from '../../common/gate/load-description.ts'
import { createGate } from './create-gate.ts'
import type { Gate } from './gate.ts'

const REST_DESCRIPTION = 'github-rest.pmo.openapi.json'

const GRAPHQL_SCHEMA = 'github-graphql.15.26.1.schema.graphql'

/** A fresh gate on the descriptions in `folder`. Rejects with a sentence when they are not there. */
export const loadGate = async (folder: string): Promise<Gate> => {
  const document = await loadDescription(join(folder, REST_DESCRIPTION))
  const graphql = join(folder, GRAPHQL_SCHEMA)
  return createGate(document, existsSync(graphql) ? graphql : null)
}
