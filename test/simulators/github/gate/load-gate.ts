import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createGate } from './create-gate.ts'
import type { Gate } from './gate.ts'
import { type OpenApiDocument, OpenApiError } from './open-api.ts'

const REST_DESCRIPTION = 'github-rest.pmo.openapi.json'

const GRAPHQL_SCHEMA = 'github-graphql.15.26.1.schema.graphql'

/** Reading and compiling the description takes a while, and it never changes within a process. */
const documents = new Map<string, Promise<OpenApiDocument>>()

/** A fresh gate on the descriptions in `folder`. Rejects with a sentence when they are not there. */
export const loadGate = async (folder: string): Promise<Gate> => {
  const path = join(folder, REST_DESCRIPTION)
  const known = documents.get(path) ?? readDocument(path)
  documents.set(path, known)
  const graphql = join(folder, GRAPHQL_SCHEMA)
  return createGate(await known, existsSync(graphql) ? graphql : null)
}

const readDocument = async (path: string): Promise<OpenApiDocument> => {
  try {
    // The file is an OpenAPI document by contract; the gate's own tests would fail on anything else.
    return JSON.parse(await readFile(path, 'utf8')) as OpenApiDocument
  } catch (cause) {
    throw new OpenApiError(`The gate needs the API description at ${path}, which cannot be read.`, { cause })
  }
}
