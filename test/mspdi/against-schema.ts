import { readFileSync } from 'node:fs'
import { validateXML } from 'xmllint-wasm'
import { fixture } from '../support/fixtures.ts'

/** The published schema of plans, in the namespace that real files have. */
export const SCHEMA = 'specs/mspdi_pj12.assembled.ns-project.xsd'

/** Bounds of libxml2's memory, in pages of 64 KiB. */
const MEMORY = { initialMemoryPages: 512, maxMemoryPages: 16_384 }

/** What libxml2 finds wrong with plans by the published schema; nothing where all is well. */
export async function schemaErrors(plans: Readonly<Record<string, string>>): Promise<string[]> {
  if (Object.keys(plans).length === 0) return []
  const { errors } = await validateXML({
    xml: Object.entries(plans).map(([fileName, contents]) => ({ fileName, contents })),
    schema: readFileSync(fixture(SCHEMA), 'utf8'),
    ...MEMORY,
  })
  return errors.map(({ rawMessage }) => rawMessage)
}
