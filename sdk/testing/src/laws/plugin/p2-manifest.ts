import { isDeepStrictEqual } from 'node:util'
import { describePlugin, Manifest, z, type Plugin } from '@headless-pmo/sdk'
import { workingConfig } from '../../trial/index.ts'
import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import type { LawSubject } from '../subject.ts'
import { configuredOf, schemaFields } from './schema-fields.ts'

export const p2Manifest: Law = {
  id: 'P2',
  title: 'A plugin can be described as data, and the data says all of it',
  why: 'The registry shows, checks and offers a plugin from its manifest, without running its code: what is missing there is missing for everybody.',
  file: 'src/laws/plugin/p2-manifest.ts',
  kinds: [],
  applies: () => true,
  check: async (subject) => describesItself(subject),
}

async function describesItself(subject: LawSubject): Promise<void> {
  const { plugin } = subject
  const first = described(plugin)
  const text = JSON.stringify(first)
  const read = Manifest.safeParse(JSON.parse(text))
  if (!read.success)
    throw new LawBroken({
      message: `The manifest of ${plugin.id} is none: ${z.prettifyError(read.error)}`,
    })
  if (!isDeepStrictEqual(read.data, first) || JSON.stringify(read.data) !== text)
    throw new LawBroken({
      message: `The manifest of ${plugin.id} is another one after it was written and read. Use only what JSON can hold in titles, defaults and secrets.`,
      transcript: [`written: ${text}`, `read: ${JSON.stringify(read.data)}`],
    })
  if (JSON.stringify(described(plugin)) !== text)
    throw new LawBroken({
      message: `The plugin ${plugin.id} describes itself in another way each time. Let egress depend on its config alone.`,
    })
  for (const { name, schema } of configuredOf(first))
    for (const { path, field } of schemaFields(schema))
      if (saysNothing(field))
        throw new LawBroken({
          message: `The manifest cannot say what ${name} takes at ${path}: JSON has no such type. Take a string or a number, and transform it.`,
        })
  await acceptsWhatWorks(subject, first)
}

function described(plugin: Plugin): Manifest {
  try {
    return describePlugin(plugin)
  } catch (error) {
    throw new LawBroken(
      {
        message: `The plugin ${plugin.id} cannot be described: ${error instanceof Error ? error.message : String(error)}`,
      },
      { cause: error },
    )
  }
}

const SAYING = ['type', 'enum', 'const', 'anyOf', 'oneOf', 'allOf', '$ref', 'not']

const saysNothing = (field: Readonly<Record<string, unknown>>): boolean =>
  !SAYING.some((name) => field[name] !== undefined)

/** What the registry checks a config by must take the config that the test works with. */
async function acceptsWhatWorks(subject: LawSubject, manifest: Manifest): Promise<void> {
  const connector = manifest.contributes.find(({ kind }) => kind === 'connector')
  if (connector?.kind !== 'connector') return
  const checked = z.fromJSONSchema({ ...connector.config }).safeParse(await workingConfig(subject))
  if (checked.success) return
  throw new LawBroken({
    message: `By the manifest of ${manifest.id} the config that works would be refused: ${z.prettifyError(checked.error)}`,
  })
}
