import { PmoError } from '../../config/index.ts'

/** A new plugin's name in the forms in which its files need it. */
export interface PluginName {
  /** Id in configuration, addresses and messages: `acme-tracker`. */
  readonly id: string
  /** npm scope with its `@`; absent: none was given. */
  readonly scope?: string
  /** In code: `acmeTracker`, `AcmeTracker`. */
  readonly camel: string
  readonly pascal: string
  /** For people: `Acme tracker`. */
  readonly title: string
}

const ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/
const SCOPE = /^@[a-z0-9][a-z0-9._-]*$/
const LONGEST = 40

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1)

/** A name near to what was written that would do; undefined where nothing of it is left. */
function repaired(text: string): string | undefined {
  const name = text
    .replace(/^.*\//, '')
    .replace(/^(?:headless-pmo-|pmo-)?(?:plugin-)?/i, '')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[-0-9]+|-+$/g, '')
    .slice(0, LONGEST)
    .replace(/-+$/, '')
  return ID.test(name) ? name : undefined
}

function refuse(text: string, why: string): never {
  const other = repaired(text)
  const hint = other === undefined || other === text ? 'for example: linear' : `for example: ${other}`
  throw new PmoError('invalid-request', `"${text.slice(0, 80)}" cannot name a plugin: ${why}; ${hint}.`)
}

/**
 * Reads the name of a new plugin: `linear`, or `@acme/linear` for a package in a scope.
 * @throws PmoError `invalid-request` with what is wrong and a name that would do
 */
export function parsePluginName(text: string): PluginName {
  const parts = text.split('/')
  const [first = '', second] = parts
  if (parts.length > 2 || (second !== undefined && !SCOPE.test(first))) {
    refuse(text, 'a scope is written as @scope/name')
  }
  const id = second ?? first
  if (id.length > LONGEST) refuse(text, `it is longer than ${LONGEST} characters`)
  if (!ID.test(id)) {
    refuse(text, 'write lower-case letters and digits, words joined by one "-", beginning with a letter')
  }
  const words = id.split('-')
  const pascal = words.map(capital).join('')
  return {
    id,
    ...(second !== undefined && { scope: first }),
    camel: pascal.slice(0, 1).toLowerCase() + pascal.slice(1),
    pascal,
    title: capital(words.join(' ')),
  }
}
