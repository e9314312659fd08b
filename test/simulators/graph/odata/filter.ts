import type { Entity } from './page.ts'

/**
 * The filters on groups and people that are simulated: equality, beginnings, and whether a list has an element, joined
 * by `and`. Undefined for anything else: Graph knows more, the connector needs no more.
 */
export const directoryFilter = (text: string): ((entity: Entity) => boolean) | undefined => {
  const tests = text.split(/ and /).map((clause) => clauseOf(clause.trim()))
  if (tests.some((test) => test === undefined)) return undefined
  return (entity) => tests.every((test) => test?.(entity) === true)
}

const clauseOf = (clause: string): ((entity: Entity) => boolean) | undefined => {
  const equal = /^(\w+) eq ('(?:[^']|'')*'|true|false)$/.exec(clause)
  if (equal?.[1] !== undefined && equal[2] !== undefined) {
    const [, name, literal] = equal
    const wanted = literal.startsWith("'") ? unquoted(literal) : literal === 'true'
    return (entity) => entity[name] === wanted
  }
  const begins = /^startswith\((\w+), ?('(?:[^']|'')*')\)$/i.exec(clause)
  if (begins?.[1] !== undefined && begins[2] !== undefined) {
    const [, name, literal] = begins
    return (entity) => {
      const value = entity[name]
      return typeof value === 'string' && value.toLowerCase().startsWith(unquoted(literal).toLowerCase())
    }
  }
  const any = /^(\w+)\/any\((\w+): ?\2 eq ('(?:[^']|'')*')\)$/.exec(clause)
  if (any?.[1] !== undefined && any[3] !== undefined) {
    const [, name, , literal] = any
    return (entity) => {
      const value = entity[name]
      return Array.isArray(value) && value.includes(unquoted(literal))
    }
  }
  return undefined
}

const unquoted = (literal: string): string => literal.slice(1, -1).replaceAll("''", "'")
