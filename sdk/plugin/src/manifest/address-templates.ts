import type { z } from 'zod'
import { jsonSchemaOf } from './json-schema.ts'
import { placeholderConfig } from './placeholder-config.ts'

/** Hosts that exist nowhere: what a field says where a function wants to take an address apart. */
const STAND_IN = /(?:https:\/\/)?field-(\d+)\.invalid/g

/** What comes of an address where a host or a name was wanted. */
const NO_ADDRESS = /.https(?::|%3A)?\/\//i

function listed(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined
}

/**
 * What a function makes of a config, with `{field}` in the place of what the config says. It is tried with fields as such, then with
 * fields as addresses and as hosts, then with the defaults; nothing when it takes none of them.
 */
export function addressTemplates(
  schema: z.ZodType,
  addresses: (config: unknown) => readonly string[],
): readonly string[] {
  const told = jsonSchemaOf(schema)
  const paths: string[] = []
  const standIn = (path: string): string => `field-${paths.push(path) - 1}.invalid`
  const named = (address: string): string =>
    address.replaceAll(STAND_IN, (whole, index: string) => {
      const field = `{${paths[Number(index)] ?? ''}}`
      // `https://` is the host's own where only the host is a field.
      return whole.startsWith('https') && isHost ? `https://${field}` : field
    })
  let isHost = false
  const tries: readonly (() => unknown)[] = [
    () => placeholderConfig(told, (path) => `{${path}}`),
    () => placeholderConfig(told, (path) => `https://${standIn(path)}`),
    () => {
      isHost = true
      return placeholderConfig(told, standIn)
    },
    () => schema.parse({}),
  ]
  for (const config of tries) {
    try {
      const found = listed(addresses(config()))
      if (found === undefined || found.some((one) => NO_ADDRESS.test(one))) continue
      return [...new Set(found.map(named))]
    } catch {
      // A function that takes its config apart wants the next one.
    }
  }
  return []
}
