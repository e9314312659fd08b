import type { Auth, ConfigHistory, SecretDeclaration } from '@headless-pmo/sdk'
import { didYouMean } from '../config/index.ts'
import { secretsOf } from './verify-manifest.ts'

/** Functions and lists of a definition are looked at as what they might be: plain JavaScript can put anything there. */
export type Unproven<T> = { readonly [K in keyof T]?: unknown }

/** Whether something is given and cannot be called. */
export function isNoFunction(value: unknown): boolean {
  return value !== undefined && typeof value !== 'function'
}

/** Secrets that are used and not declared. @param others those that are used beside the authorisation */
export function secretMistakes(
  parts: {
    readonly secrets?: Readonly<Record<string, SecretDeclaration>>
    readonly authorize?: Auth
  },
  others: readonly string[] = [],
): readonly string[] {
  const declared = Object.keys(parts.secrets ?? {})
  const named = [...(parts.authorize === undefined ? [] : secretsOf(parts.authorize)), ...others]
  return [...new Set(named)]
    .filter((name) => !declared.includes(name))
    .map((name) => `it uses the secret "${name}", which it does not declare; ${didYouMean(name, declared)}`)
}

/** What is wrong with the history of a config. */
export function historyMistakes({ configVersion = 1, migrateConfig }: ConfigHistory): readonly string[] {
  return [
    ...(Number.isInteger(configVersion) && configVersion >= 1
      ? []
      : ['its configVersion is no whole number from 1 on']),
    ...(isNoFunction(migrateConfig) ? ['its "migrateConfig" is no function'] : []),
  ]
}
