import { readFile } from 'node:fs/promises'
import { type OpenApiDocument, OpenApiError } from './open-api.ts'

/** Reading and compiling a description takes a while, and it never changes within a process. */
const documents = new Map<string, Promise<OpenApiDocument>>()

/** An API description in OpenAPI 3.0 as JSON. Rejects with a sentence when it is not there. */
export const loadDescription = (path: string): Promise<OpenApiDocument> => {
  const known = documents.get(path) ?? readDocument(path)
  documents.set(path, known)
  return known
}

const readDocument = async (path: string): Promise<OpenApiDocument> => {
  try {
    // The file is an OpenAPI document by contract; the gate's own tests would fail on anything else.
    return JSON.parse(await readFile(path, 'utf8')) as OpenApiDocument
  } catch (cause) {
    throw new OpenApiError(`The gate needs the API description at ${path}, which cannot be read.`, { cause })
  }
}
