import type { z } from 'zod'
import { jsonSchemaOf } from './json-schema.ts'
import { placeholderConfig } from './placeholder-config.ts'

/** What comes of an address where a host or a name was wanted. */
const NO_ADDRESS = /.https(?::|%3A)?\/\//i

function listed(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined
}

/**
 * What a function makes of a config, with `{field}` in the place of what the config says. It is tried with fields as such; then, for a
 * function that takes addresses apart, with addresses and hosts that exist nowhere; then with the defaults. Nothing when it takes none.
 */
export function addressTemplates(
  schema: z.ZodType,
  addresses: (config: unknown) => readonly string[],
): readonly string[] {
  const told = jsonSchemaOf(schema)
  const standIns = new Map<string, string>()
  const standIn = (path: string, start: '' | 'https://'): string => {
    const host = `field-${standIns.size}.invalid`
    standIns.set(start + host, `{${path}}`)
    return start + host
  }
  const named = (address: string): string =>
    [...standIns].reduce((text, [name, field]) => text.replaceAll(name, field), address)
  const tries: readonly (() => unknown)[] = [
    () => placeholderConfig(told, (path) => `{${path}}`),
    () => placeholderConfig(told, (path, format) => standIn(path, format === 'uri' ? 'https://' : '')),
    () => placeholderConfig(told, (path) => standIn(path, 'https://')),
    () => schema.parse({}),
  ]
  for (const config of tries) {
    standIns.clear()
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
