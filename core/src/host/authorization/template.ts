import { configField, fillTemplate as fill, templateFields } from '@headless-pmo/engine'
import { PmoError } from '../../config/index.ts'
import { subjectOf } from '../subject.ts'

/** Whether the config has all fields that a template names. */
export function canFill(template: string, config: unknown): boolean {
  return templateFields(template).every((path) => configField(config, path) !== undefined)
}

/**
 * Fills `{field}` and `{field.within}` with what the config says; see the engine for how.
 * @throws PmoError `authorization-failed` naming the field that is missing
 */
export function fillTemplate(
  template: string,
  config: unknown,
  use: { readonly connection: string; readonly as: 'text' | 'address' },
): string {
  const filled = fill(template, config, use.as)
  if ('text' in filled) return filled.text
  throw new PmoError(
    'authorization-failed',
    `${subjectOf(use.connection)} needs the field "${filled.missing}" to get a token; add it to the connection.`,
  )
}
