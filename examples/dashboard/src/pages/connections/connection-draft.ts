import { readDraft, type Draft } from '../../ui/schema-form/draft.ts'
import type { FormField } from '../../ui/schema-form/form-fields.ts'

/** How a secret is given: by value, kept encrypted; or where the server finds it. */
export interface SecretDraft {
  readonly by: 'value' | 'reference'
  readonly text: string
}

/** A connection as it stands in the form. Values of secrets live here alone, and only until they are sent. */
export interface ConnectionDraft {
  readonly id: string
  readonly title: string
  readonly config: Draft
  readonly secrets: Readonly<Record<string, SecretDraft>>
}

/** What is asked of the server, or what is wrong with the form by the path of the field. */
export type ConnectionReading =
  | {
      readonly ok: true
      readonly connection: Readonly<Record<string, unknown>> & { readonly plugin: string }
      readonly secretValues: Readonly<Record<string, string>>
    }
  | { readonly ok: false; readonly problems: Readonly<Record<string, string>> }

/**
 * Reads the form of a connection.
 * @param kept what the connection has already: references to secrets, and its interval
 */
export function readConnection(
  draft: ConnectionDraft,
  {
    plugin,
    fields,
    every,
    references = {},
  }: {
    readonly plugin: string
    readonly fields: readonly FormField[]
    readonly every?: string | undefined
    readonly references?: Readonly<Record<string, string>>
  },
): ConnectionReading {
  const { value, problems } = readDraft(fields, draft.config)
  const given = Object.entries(draft.secrets).filter(([, { text }]) => text !== '')
  const found = { ...problems }
  for (const [name, { by, text }] of given) {
    if (by === 'reference' && !/^(?:env:[A-Za-z_]\w*|file:.+)$/.test(text.trim()))
      found[`secrets.${name}`] = 'This is no reference; write env:NAME or file:PATH.'
  }
  if (Object.keys(found).length > 0) return { ok: false, problems: found }
  const of = (by: SecretDraft['by']) =>
    Object.fromEntries(given.flatMap(([name, one]) => (one.by === by ? [[name, one.text.trim()]] : [])))
  const secretValues = of('value')
  const kept = Object.entries(references).filter(([name]) => !Object.hasOwn(secretValues, name))
  const secrets = { ...Object.fromEntries(kept), ...of('reference') }
  return {
    ok: true,
    secretValues,
    connection: {
      ...value,
      plugin,
      ...(draft.title.trim() !== '' && { title: draft.title.trim() }),
      ...(Object.keys(secrets).length > 0 && { secrets }),
      ...(every !== undefined && { sync: { every } }),
    },
  }
}

/** A short name that is not taken: the plugin's, with a number where needed. */
export function freeName(plugin: string, taken: readonly string[]): string {
  if (!taken.includes(plugin)) return plugin
  let number = 2
  while (taken.includes(`${plugin}-${number}`)) number += 1
  return `${plugin}-${number}`
}
